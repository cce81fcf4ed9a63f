#include "organ.h"

#ifdef CONFIG_BELLOWS
static void blow(struct organ *organ)
{
	organ->pipes++;
}
#endif

int play(struct organ *organ)
{
	blow(organ);
	return organ->pipes;
}
