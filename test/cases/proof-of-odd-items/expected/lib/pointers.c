#include "pointers.h"
void (*ring_start)(unsigned long tune);

int bell(void)
{
	ring_start(2);
	return 0;
}
