#include "pump.h"

static int plain_start(struct pump *pump, int speed)
{
	return pump->ops != NULL;
}

static int quick_start(struct pump *pump, int speed)
{
	return speed + 1;
}

static int slow_start(struct pump *pump, int unused)
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
	int sum = pump->ops->start(pump, 1);

	sum += pump->own.start(pump, next_speed());
	sum += pump->own.start(pump, mode++);
	sum += (*pump->ops->start)(pump, mode);
	sum += plain_start(pump, mode);
	sum += slow_start(pump, mode + 1);
	if (pump->ops->start)
		sum++;
	return sum;
}
