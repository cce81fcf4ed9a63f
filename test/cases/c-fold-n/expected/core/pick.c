#include "pick.h"

static int pick_other(int n)
{
	return -n;
}

int pick(int n)
{
	if (n < 0)
		return pick_other(n);

	n++;

	return n;
}
