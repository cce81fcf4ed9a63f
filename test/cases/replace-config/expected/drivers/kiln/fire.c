#include <kiln.h>

int fire_start(struct kiln *kiln)
{
	return kiln->glow;
}
