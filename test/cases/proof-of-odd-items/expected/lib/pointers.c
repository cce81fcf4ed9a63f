#include "pointers.h"
void (*ring_start)(unsigned long tune);

int bell(void)
{
	ring_start(2);
	chime_keep(0);
	return 0;
}
