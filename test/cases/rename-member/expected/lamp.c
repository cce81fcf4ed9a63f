#include <linux/list.h>
#include "lamp.h"

static struct lamp lamps[] = {
	{ .power = 1, .state.now = 3 },
	[1] = { .power = 2 },
};

static struct heater heater = {
	.watts	= 1000,
	.lamp	= { .power = 5, },
};

int lamp_sum(struct heater *heater, struct lamp *lamp, int watts)
{
	struct lamp *other = container_of(&watts, struct lamp, power);
	struct heater *h = container_of(&watts, struct heater, watts);

	lamp->power = watts + heater->watts + heater->lamp.power;
	if (some_function(lamp->power, heater->lamp.power,
			  lamps[0].power))
		return lamp_watts(lamp) + h->old;
	lamp->state.now++;
	return other->power + offsetof(struct lamp, power);
}
