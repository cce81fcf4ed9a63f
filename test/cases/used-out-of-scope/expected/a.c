#include "a.h"

int go(int how)
{
	if (how == LIMIT && LIMIT > 3)
		return OLD_MODE;
	return 0;
}
