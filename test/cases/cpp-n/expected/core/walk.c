#include "walk.h"

#ifdef CONFIG_DEBUG
int walk_count;
#endif

#ifdef CONFIG_WIDE
int walk_slow_wide;
#else
int walk_slow;
#endif

int walk(int n)
{
	return n;
}
