unsigned long base(void)
{
	return 0x1000;
}
unsigned long plain(void)
{
	return 0x1000;
}
int fixed(void)
{
	return CONFIG_LIST_ADDR;
}
