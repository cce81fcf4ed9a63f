void note(int temp);

static void update(int temp)
{
	/* Convert. */
	temp /= 1000;

	note(temp);
}

void start(void)
{
	update(1);
}
