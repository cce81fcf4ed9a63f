#include "pins.h"

int pins_open(void)
{
	return get_reset() + get_power() + PIN_reset;
}
