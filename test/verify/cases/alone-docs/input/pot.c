#include "pot.h"

#define LID 3

int pot(int water)
{
	if (IS_ENABLED(CONFIG_BOIL))
		water = boil(water);
#ifdef CONFIG_CUP
	water -= LID;
#endif
	return water;
}
