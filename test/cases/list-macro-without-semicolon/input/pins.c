#include "pins.h"

int pins_count(void)
{
	return 2;
}

int pins_open(void)
{
	return get_reset() + get_power() + PIN_reset;
}
