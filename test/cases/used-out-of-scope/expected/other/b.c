#include "../a.h"

int halt(void)
{
	return stop(1);
}
