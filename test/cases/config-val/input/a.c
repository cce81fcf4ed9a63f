unsigned long base(void)
{
	return CONFIG_VAL(TEXT_BASE);
}
unsigned long plain(void)
{
	return CONFIG_TEXT_BASE;
}
int fixed(void)
{
	return IF_ENABLED_INT(CONFIG_LIST_FIXED, CONFIG_LIST_ADDR);
}
