#include "../include/stove.h"

void oven_start(struct stove *stove)
{
	if (stove_light(stove, 0))
		return;
	if (steam_on(stove) < 0)
		ring_bell(2);
	switch (stove->heat) {
	case HEAT_WOOD:
		stove_stir(stove);
		break;
	default:
		break;
	}
	if (stove_off(stove))
		ring_bell(3);
}
