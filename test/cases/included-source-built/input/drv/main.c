int open_board(int n);

int main_board(void)
{
	return open_board(1);
}
