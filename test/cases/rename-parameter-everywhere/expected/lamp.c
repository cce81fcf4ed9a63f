#include "lamp.h"

int lamp_light(struct lamp *lamp, int count, int (*each)(int))
{
	if (lamp->nr > count)
		return LAMP_WATTS(count, 2);
	return each(count);
}

static const struct lamp_ops ops = {
	.light = lamp_light,
};
