#include "lamp.h"

int lamp_use(struct lamp *lamp, struct lamp *other, int a, int b)
{
	if (lamp_has(LAMP_EVEN))
		lamp_zap_all(lamp);
	lamp_zap_all(other);
	/* zap the last one: lamp_zap() */
	lamp_zap_some(other, other->last - 1, 1, NULL);
	return 0;
}

int lamp_moved(struct lamp *lamp)
{
	unsigned long size = lamp->last - lamp->first;

	lamp->last++;
	lamp_zap_some(lamp, lamp->first, size, NULL);
	return 0;
}

int lamp_odd(struct lamp *lamp, int a, int b)
{
	if (lamp_has(LAMP_EVEN) ||
	    a)
		return (a + b) * ((a ? b : a) + 1);
	if (b)
		lamp_zap_some(lamp, 1, 2, NULL);
	else
		lamp_print("even %d",
			   (a + b) * 2);
	lamp_print();
	lamp_trace(lamp, 1);
	a = lamp_trace(lamp, 0);
	return (lamp_next() * 2) + lamp_reverse(b + 1, a);
}

int lamp_long(struct lamp *lamp)
{
	if (lamp->first) {
		if (lamp->last)
			lamp_zap_some(lamp, lamp->first,
				      lamp->last + lamp->first, NULL);
	}
	return 0;
}

void *lamp_make(int count)
{
	struct lamp *lamp = lamp_array(count + 1, sizeof(*lamp),
				       LAMP_NOW);

	if (!lamp)
		lamp = lamp_array(count, sizeof(*lamp),
				  LAMP_NOW);
	return lamp_alloc(count, LAMP_NOW);
}
