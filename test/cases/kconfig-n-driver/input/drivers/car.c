int car_drive(void)
{
	return 2;
}
