#include "../board.c"
#include "../shared.c"
#include "../make-tables.c"

int open_card(int n)
{
	return open_board(n) + share(n);
}
