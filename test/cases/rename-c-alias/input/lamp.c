int lamp(void)
{
	return lamp_nice(1) + lamp_raw(2);
}
