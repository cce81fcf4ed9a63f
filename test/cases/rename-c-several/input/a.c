static int lamp_help(void)
{
	return 1;
}
