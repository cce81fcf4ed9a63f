#include "bell.h"
int main(void)
{
#ifdef CONFIG_RING
	bell_ring("a", 1);
	bell_get(1);
#endif
	bell_stop();
	return 0;
}
