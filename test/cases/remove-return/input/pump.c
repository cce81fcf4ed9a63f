#include "pump.h"

/**
 * pump_stop - stop a pump
 * @p: the pump
 * @how: how to do it
 *
 * Return: 0, always.
 */
int pump_stop(struct pump *p, int how)
{
	int ret = 0;

	if (!p)
		return -EINVAL;
	if (how == 1)
		return pump_brake(p);
	if (how == 2)
		goto out;
	p->state = how;
out:
	return ret;
}
EXPORT_SYMBOL(pump_stop);
