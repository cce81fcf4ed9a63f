#include "pump.h"
#define CREATE_TRACE_POINTS
#include "trace/pump.h"

#ifdef CONFIG_PUMP_TRACE
void __pump_start(int level)
{
	trace_pump_start(level);
}
EXPORT_TRACEPOINT_SYMBOL_GPL(pump_start);
#endif

void pump_start(int level)
{
	pump_fill(level);
#ifdef CONFIG_PUMP_TRACE
	trace_valve_open(level);
#endif
}
EXPORT_SYMBOL_GPL(pump_start);

int pump_run(void)
{
	pump_start(3);
	return valve_is_watched();
}
