static int lamp_switch_on(int other)
{
	return other;
}

int other(void)
{
	return lamp_switch_on(1);
}
