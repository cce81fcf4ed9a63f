#include "a.h"

int stop(int how)
{
	return table[how] + OLD_MODE + MODE_B + LIMIT;
}

int go(int how)
{
	if (how == LIMIT && LIMIT > 3)
		return OLD_MODE;
	return 0;
}
