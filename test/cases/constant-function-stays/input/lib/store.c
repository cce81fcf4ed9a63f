int store_count(void)
{
	return 2;
}
