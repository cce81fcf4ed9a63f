#include "bell.h"

/* the header's would not link */
#undef bell_forget
#define bell_forget(b) do { } while (0)

int bell_ring(struct bell *b)
{
	unsigned int mask = 0;

	write_mask(b, mask);
	say("%s%s\n", " max=" __stringify(BELL_MAX), " lone");
	return b->count;
}
