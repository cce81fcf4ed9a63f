/* a port_flush of its own */
static int port_flush(void)
{
	return 3;
}

int other(void)
{
	return port_flush();
}
