#include "pointers.h"
void (*ring_finish)(unsigned long tune);
void (*ring_start)(unsigned long tune);

int bell(void)
{
	ring_start(2);
	chime_keep(0);
#ifdef CONFIG_RING
	ring_finish(1);
	chime_put(1);
#endif
	return 0;
}
