#include "lamp.h"

static int lamp_helper(int lamp_switch_on)
{
	return lamp_switch_on;
}

/**
 * lamp_on() - light
 * @bulb: what lamp_helper() made
 */
int lamp_on(struct light_bulb *bulb, unsigned long watts_at_most,
	    int count)
{
	pr_info("lamp_switch_on: %d\n", LAMP_MAXIMUM);
	if (count == LAMP_CRIMSON && bulb->bulb < LAMP_MAXIMUM)
		return lamp_helper(count);
	/* helper is a word */
	asm volatile("call lamp_on" : : "r" (count));
	return bulb->lamp_switch_on(bulb, lamp_helper(LAMP_MAXIMUM));
}
EXPORT_SYMBOL_GPL(lamp_on);
