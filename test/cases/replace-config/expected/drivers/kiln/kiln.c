#include <kiln.h>

int kiln_open(struct kiln *kiln)
{
	int heat = 0;

	heat = kiln->glow;
	return heat;
}
