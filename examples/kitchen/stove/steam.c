#include "../include/stove.h"

int steam_on(struct stove *stove)
{
	return stove->heat == HEAT_OFF;
}
