#include "pick.h"

#define PICK_LIMIT 8

static int pick_limit(int n)
{
	return n < PICK_LIMIT ? n : PICK_LIMIT;
}

static int pick_other(int n)
{
	return -n;
}

int pick(int n)
{
	if (IS_ENABLED(CONFIG_FAST) && n > 0)
		return pick_limit(n);
	else if (n < 0)
		return pick_other(n);

	if (!IS_ENABLED(CONFIG_FAST) || n > 4)
		n++;

	while (IS_ENABLED(CONFIG_FAST) && n)
		n--;

	return n;
}
