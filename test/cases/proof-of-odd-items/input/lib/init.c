#include "pointers.h"
static void now(unsigned long tune)
{
	chime(tune);
}

int init(void)
{
	ring_start = now;
#ifdef CONFIG_RING
	ring_finish = now;
#endif
	return bell_stop();
}
