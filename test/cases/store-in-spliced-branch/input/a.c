int read_temp(int *temp);
void note(int temp);

static void update(int temp)
{
	int ret;
	static int prev = 25;

	ret = read_temp(&temp);
	if (ret) {
		temp = prev;
	} else {
		/* Convert. */
		temp /= 1000;
		prev = temp;
	}

	note(temp);
}

void start(void)
{
	update(1);
}
