struct pair {
	int high;
};

int read_pair(struct pair *pair);
int note(int temp);

int plain(void)
{
	int temp;

	return temp / 1000;
}

int set_before(void)
{
	int temp = 20;
	int later;

	later = 3;
	return temp + later;
}

int set_behind(void)
{
	int temp;

	temp = 4;
	return temp;
}

int passed_on(void)
{
	int temp;

	return note(temp);
}

int kept(void)
{
	static int temp;

	return temp;
}

int member(void)
{
	struct pair pair;

	pair.high = 1;
	return pair.high;
}
