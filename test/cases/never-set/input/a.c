struct pair {
	int low;
	int high;
};

int read_temp(int *temp);
int read_pair(struct pair *pair);
int note(int temp);

int plain(void)
{
	int temp;

	if (read_temp(&temp))
		return -1;
	return temp / 1000;
}

int set_before(void)
{
	int temp = 20;
	int later;

	later = 3;
	if (read_temp(&temp) || read_temp(&later))
		return -1;
	return temp + later;
}

int set_behind(void)
{
	int temp;

	read_temp(&temp);
	temp = 4;
	return temp;
}

int passed_on(void)
{
	int temp;

	read_temp(&temp);
	return note(temp);
}

int kept(void)
{
	static int temp;

	read_temp(&temp);
	return temp;
}

int member(void)
{
	struct pair pair;

	if (read_temp(&pair.low) == 0)
		pair.high = 1;
	return pair.high;
}
