#include "pump.h"

static int plain_start(struct pump *pump)
{
	return pump->ops != NULL;
}

static int quick_start(struct pump *pump, int speed)
{
	return speed + 1;
}

static int slow_start(struct pump *pump)
{
	return 0;
}

static const struct pump_ops plain_ops = {
	.start = plain_start,
};

static struct pump_ops table[] = {
	PLAIN_OPS,
	{ .start = slow_start },
	{ .start = NULL },
};

int set_up(struct pump *pump, int mode)
{
	pump->ops = &plain_ops;
	pump->own.start = NULL;
	pump->own.start = 0;
	pump->own.start = (plain_start);
	pump->own = table[mode];
	return 0;
}

int run(struct pump *pump, struct fan *fan, int mode)
{
	int sum = pump->ops->start(pump);

	sum += pump->own.start(pump, next_speed());
	sum += pump->own.start(pump, mode++);
	sum += (*pump->ops->start)(pump);
	sum += plain_start(pump);
	sum += slow_start(pump);
	if (pump->ops->start)
		sum++;
	return sum;
}
