#include "bell.h"

#ifdef CONFIG_LEVELS
void bell_forget(struct bell *b)
{
	b->count = 0;
}
#else
/* the header's would not link */
#undef bell_forget
#define bell_forget(b) do { } while (0)
#endif

int bell_ring(struct bell *b)
{
	unsigned int mask = 0;

	bell_forget(b);
	mask |= IS_ENABLED(CONFIG_LEVELS) << BELL_SHIFT;
	write_mask(b, mask);
	say("%s%s\n", IS_ENABLED(CONFIG_LONE) ? (" max=" __stringify(BELL_MAX)) : "",
	    IS_ENABLED(CONFIG_LONE) ? " lone" : "");
	return b->count;
}
