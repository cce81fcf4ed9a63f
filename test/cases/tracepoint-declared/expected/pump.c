#include "pump.h"
#define CREATE_TRACE_POINTS
#include "trace/pump.h"

void pump_start(int level)
{
	pump_fill(level);
}
EXPORT_SYMBOL_GPL(pump_start);

int pump_run(void)
{
	pump_start(3);
	return valve_is_watched();
}
