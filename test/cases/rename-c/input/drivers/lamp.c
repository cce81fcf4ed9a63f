#include "lamp.h"

static int helper(int lamp_switch_on)
{
	return lamp_switch_on;
}

/**
 * lamp_switch_on() - light
 * @bulb: what helper() made
 */
int lamp_switch_on(struct bulb *bulb, unsigned long watts_at_most,
		   int count)
{
	pr_info("lamp_switch_on: %d\n", LAMP_LIMIT);
	if (count == LAMP_RED && bulb->bulb < LAMP_LIMIT)
		return helper(count);
	/* helper is a word */
	asm volatile("call lamp_switch_on" : : "r" (count));
	return bulb->lamp_switch_on(bulb, helper(LAMP_LIMIT));
}
EXPORT_SYMBOL_GPL(lamp_switch_on);
