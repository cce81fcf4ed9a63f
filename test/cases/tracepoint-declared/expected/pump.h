#include "tracepoint-defs.h"

DECLARE_TRACEPOINT(valve_open);

void pump_start(int level);

static inline void pump_fill(int level)
{
	pump_set(level);
}

static inline int valve_is_watched(void)
{
	return tracepoint_enabled(valve_open);
}
