int read_temp(int *temp);
int read_temp(int *temp)
{
	*temp = 3;
	return 0;
}
