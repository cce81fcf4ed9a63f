#include "pump.h"

int fill(int level)
{
#ifdef CONFIG_PUMP
	pump(PUMP_LEFT, FLOW_SLOW);
	pump(PUMP_RIGHT, FLOW_FAST);
#endif
	return level;
}
