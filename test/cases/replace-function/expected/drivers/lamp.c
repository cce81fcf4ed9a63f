#include "lamp.h"

struct lamps lamps;

/**
 * lamp_on - switches a lamp on
 * @lamp: which
 * @watts: how bright
 */
int lamp_on(struct lamp *lamp, int watts)
{
	lamp->bright = watts;
	return 0;
}

#if (LAMP_MAX - 1) > 4
static int many = 1;
#endif

static struct lamps ops = {
	.lamp_switch_on	= lamp_on,		/* see lamp_switch_on() */
	.count		= LAMP_MAX - 1,
};

int lamp_all(struct lamp *lamp, struct lamp *other, int watts)
{
	struct lamp *old = (struct lamp *)lamp;
	int total = (LAMP_MAX - 1) * 2;

	if (lamp_on(lamp, watts) &&
	    lamp_on(other, watts))
		lamp->lamp_count = lamps.count;
	lamp_on(lamp,
		watts);
	lamp_on(lamp, lamp_maximal_brightness(lamp, lamp->bright, lamps.count));
	return ops.lamp_switch_on(lamp, total) + old->bright;
}

int lamp_none(struct lamp *lamp, int lamp_count)
{
	int i = lamp_count;

	{
		int lamp_switch_on = i;

		i += lamp_switch_on;
	}
	goto lamp_switch_on;
lamp_switch_on:
	return lamp_on(lamp, i + lamp_count);
}

int lamp_shadow(struct lamp *lamp, int lamp_on)
{
	return lamp_on + lamp_first(lamp);
}
