#include <kiln.h>

#ifdef CONFIG_KILN_FIRING
int fire_start(struct kiln *kiln)
{
	return kiln->glow;
}
#else
int fire_start(struct kiln *kiln)
{
	return -1;
}
#endif
