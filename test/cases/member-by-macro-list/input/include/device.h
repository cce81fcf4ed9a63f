#ifndef DEVICE_H
#define DEVICE_H

struct unit {
	int irq;
};

struct bus {
	int speed;
};

struct engine {
	int id;
	struct unit unit;
	struct unit spare;
};

struct device {
#define LAYOUT(type, name) type *name;
#include "layout.h"
#undef LAYOUT
};

int unit_init(struct unit *unit);
int engine_ctor(struct engine *engine);

#endif
