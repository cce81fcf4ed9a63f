#ifndef PUMP_H
#define PUMP_H

enum flow {
	FLOW_SLOW,
	FLOW_FAST,
};

enum {
	PUMP_LEFT,
	PUMP_RIGHT,
};

int fill(int level);
#endif
