#include <linux/list.h>
#include "lamp.h"

static struct lamp lamps[] = {
	{ .watts = 1, .old = 3 },
	[1] = { .watts = 2 },
};

static struct heater heater = {
	.watts	= 1000,
	.lamp	= { .watts = 5, },
};

int lamp_sum(struct heater *heater, struct lamp *lamp, int watts)
{
	struct lamp *other = container_of(&watts, struct lamp, watts);
	struct heater *h = container_of(&watts, struct heater, watts);

	lamp->watts = watts + heater->watts + heater->lamp.watts;
	if (some_function(lamp->watts, heater->lamp.watts,
			  lamps[0].watts))
		return lamp_watts(lamp) + h->old;
	lamp->old++;
	return other->watts + offsetof(struct lamp, watts);
}
