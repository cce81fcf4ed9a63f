int lamp_on(void)
{
	return 1;
}

int lamp_off(void)
{
	return lamp_on();
}
