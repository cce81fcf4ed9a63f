#include "include/device.h"

int unit_init(struct unit *unit)
{
	return unit->irq;
}

int scrub(struct device *device)
{
	return unit_init(&device->eng->unit);
}
