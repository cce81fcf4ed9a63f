#include "../include/stove.h"
#include "../trace/stove.h"

int stove_debug;

static int count_matches(struct stove *stove)
{
	return stove->heat + 1;
}

/**
 * stove_check - whether a stove may be lit
 * @stove: the stove
 */
int stove_check(struct stove *stove)
{
	return count_matches(stove) > 0;
}

static int gas_light(struct stove *stove)
{
	stove->heat = HEAT_LOW;
	return 0;
}

static void ash_sweep(struct stove *stove)
{
	stove->heat = HEAT_OFF;
}

const struct stove_ops stove_ops = {
	.light	= gas_light,
	.sweep	= ash_sweep,
};

int stove_light(struct stove *stove, int flags)
{
	int error;

	if (!stove_check(stove))
		return -1;
	if (stove_debug)
		ring_bell(1);
	if (flags)
		return stove->ops->light(stove);
	error = stove->ops->light(stove);
	trace_stove_lit(stove->heat);
	return error;
}

int stove_off(struct stove *stove)
{
	if (stove->ops->sweep)
		stove->ops->sweep(stove);
	pan_shake(stove, 2);
	trace_stove_cold(stove->heat);
	return 0;
}

void __hot stove_stir(struct stove *stove)
{
#ifdef CONFIG_GAS
	pan_shake(stove, 3);
#else
	pan_shake(stove, 5);
#endif
}
