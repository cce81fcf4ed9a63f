#include "lamp.h"

int lamp_use(struct lamp *lamp, struct lamp *other, int a, int b)
{
	unsigned long size = lamp->last - lamp->first;

	if (lamp_has(LAMP_EVEN))
		lamp_zap(lamp, lamp->first, size);
	lamp_zap(other, other->first,
		 other->last - other->first);
	/* zap the last one: lamp_zap() */
	lamp_zap(other, other->last - 1, 1);
	return 0;
}

int lamp_moved(struct lamp *lamp)
{
	unsigned long size = lamp->last - lamp->first;

	lamp->last++;
	lamp_zap(lamp, lamp->first, size);
	return 0;
}

int lamp_odd(struct lamp *lamp, int a, int b)
{
	if (lamp_has(LAMP_ODD))
		return 1;
	if (lamp_has(LAMP_EVEN) ||
	    lamp_has(LAMP_ODD) ||
	    a)
		return lamp_sum(a, b) * lamp_sum(a ? b : a, 1);
	if (b)
		lamp_zap_some(lamp, 1, 2, NULL);
	else if (lamp_has(LAMP_ODD))
		lamp_log(1, "odd");
	else
		lamp_log(2, "even %d",
			 lamp_twice(lamp_sum(a, b)));
	lamp_log(b);
	lamp_trace(lamp, 0);
	lamp_trace(lamp, 1);
	a = lamp_trace(lamp, 0);
	return lamp_twice(lamp_next()) + lamp_swap(a, lamp_sum(b, 1));
}

int lamp_long(struct lamp *lamp)
{
	if (lamp->first) {
		if (lamp->last)
			lamp_zap(lamp, lamp->first, lamp->last + lamp->first);
	}
	return 0;
}

void *lamp_make(int count)
{
	struct lamp *lamp = lamp_alloc((count + 1) * sizeof(*lamp),
				       LAMP_NOW);

	if (!lamp)
		lamp = lamp_alloc((count * sizeof(*lamp)),
				  LAMP_NOW);
	return lamp_alloc(count, LAMP_NOW);
}
