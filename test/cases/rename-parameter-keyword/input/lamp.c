int lamp_on(int bright)
{
	return bright;
}
