#include "pointers.h"
static void now(unsigned long tune)
{
	chime(tune);
}

int init(void)
{
	ring_start = now;
	return bell_stop();
}
