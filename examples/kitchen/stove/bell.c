#include "../include/bell.h"
#include "../include/stove.h"

void ring_bell(int times)
{
	while (times-- > 0)
		printk("ding");
}

void pan_shake(struct stove *stove, int times)
{
	while (times-- > 0)
		stove->heat = HEAT_HIGH;
}
