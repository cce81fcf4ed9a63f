#include "pump.h"

/**
 * pump_stop - stop a pump
 * @p: the pump
 * @how: how to do it
 */
void pump_stop(struct pump *p, int how)
{
	if (!p)
		return;
	if (how == 1) {
		pump_brake(p);
		return;
	}
	if (how == 2)
		goto out;
	p->state = how;
out:
	return;
}
EXPORT_SYMBOL(pump_stop);
