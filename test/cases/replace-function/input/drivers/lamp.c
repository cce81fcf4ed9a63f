#include "lamp.h"

struct lamps lamps;
int lamp_count;

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

/**
 * lamp_switch_on - switches a lamp on, the old way
 * @lamp: which
 * @watts: how bright
 */
int lamp_switch_on(struct lamp *lamp, int watts)
{
	lamp_count++;
	return lamp_on(lamp, watts);
}
EXPORT_SYMBOL_GPL(lamp_switch_on);

#if LAMP_LIMIT > 4
static int many = 1;
#endif

static struct lamps ops = {
	.lamp_switch_on	= lamp_switch_on,	/* see lamp_switch_on() */
	.count		= LAMP_LIMIT,
};

int lamp_all(struct lamp *lamp, struct lamp *other, int watts)
{
	struct lamp_old *old = (struct lamp_old *)lamp;
	int total = LAMP_LIMIT * 2;

	if (lamp_switch_on(lamp, watts) &&
	    lamp_switch_on(other, watts))
		lamp->lamp_count = lamp_count;
	lamp_switch_on(lamp,
		       watts);
	lamp_switch_on(lamp, lamp_maximal_brightness(lamp, lamp->bright,
						     lamp_count));
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
	return lamp_switch_on(lamp, i + lamp_count);
}

int lamp_shadow(struct lamp *lamp, int lamp_on)
{
	return lamp_on + lamp_first(lamp);
}
