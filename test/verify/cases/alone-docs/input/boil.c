#include "pot.h"

int boil(int water)
{
	return water + 1;
}
