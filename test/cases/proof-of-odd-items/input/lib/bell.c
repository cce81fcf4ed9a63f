#include "bell.h"

#ifdef CONFIG_RING
void FAST_FUNC bell_ring(const char *tune, int times)
{
	bell_stop();
}
#endif

void FAST_FUNC bell_stop(void)
{
}
