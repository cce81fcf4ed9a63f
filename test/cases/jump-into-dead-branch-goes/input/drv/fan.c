// SPDX-License-Identifier: GPL-2.0
#include "fan.h"

int spin(struct fan *fan)
{
	int speed = fan_speed(fan);

	if (IS_ENABLED(CONFIG_TURBO)) {
again:
		fan_boost(fan);
	}
	if (speed > 10)
		fan_slow(fan);
	if (IS_ENABLED(CONFIG_TURBO) && speed < 3)
		goto again;
	return 0;
}

/* The label has the name of a function; only the call goes. */
int stop(struct fan *fan)
{
	if (IS_ENABLED(CONFIG_TURBO) && halt(fan))
		return 1;
	fan_slow(fan);
halt:
	return fan->halt;
}

int roll(struct fan *fan)
{
	if (IS_ENABLED(CONFIG_TURBO)) {
live:
		fan_boost(fan);
	}
	if (fan_speed(fan))
		goto live;
	return 0;
}
