#include "a.h"

int stop(int how)
{
	return table[how] + MODE_A + MODE_B + LIMIT;
}

int go(int how)
{
	if (how == LIMIT && LIMIT > 3)
		return MODE_A;
	return 0;
}
