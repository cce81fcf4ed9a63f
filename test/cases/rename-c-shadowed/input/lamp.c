int lamp_count(void)
{
	return 2;
}

int lamp_sum(void)
{
	int count = 1;

	return lamp_count() + count;
}
