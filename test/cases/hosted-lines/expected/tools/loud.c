#include "tools.h"

int loud(void)
{
	return ring("loud", 1);
}
