#include "tracepoint-defs.h"

DECLARE_TRACEPOINT(pump_start);
DECLARE_TRACEPOINT(valve_open);

#ifdef CONFIG_PUMP_TRACE

/* Whether an event is on. */
#define pump_tracepoint_active(t) tracepoint_enabled(t)

void __pump_start(int level);

#else

#define pump_tracepoint_active(t) 0

static inline void __pump_start(int level)
{
}

#endif

void pump_start(int level);

static inline void pump_fill(int level)
{
	pump_set(level);
	if (pump_tracepoint_active(pump_start))
		__pump_start(level);
}

static inline int valve_is_watched(void)
{
	return tracepoint_enabled(valve_open);
}
