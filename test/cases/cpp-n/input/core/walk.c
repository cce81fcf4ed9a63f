#include "walk.h"

#if IS_ENABLED(CONFIG_FAST) || \
    defined(CONFIG_DEBUG)
int walk_count;
#endif

#ifdef CONFIG_FAST
#ifdef CONFIG_WIDE
int walk_wide;
#endif
int walk_fast;
#elif defined(CONFIG_WIDE)
int walk_slow_wide;
#else
int walk_slow;
#endif

int walk(int n)
{
#if defined(CONFIG_FAST) && !defined(CONFIG_WIDE)
	if (n > 3)
		return 3;
#endif
	return n;
}
