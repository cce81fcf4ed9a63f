#include <kiln.h>

int kiln_open(struct kiln *kiln)
{
	int heat = 0;

#ifdef CONFIG_KILN_FIRING
	heat = kiln->glow;
#endif
	return heat;
}
