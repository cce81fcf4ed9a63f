TRACE_EVENT(pump_start,

	TP_PROTO(int level),

	TP_ARGS(level),

	TP_printk("level=%d", level)
);

TRACE_EVENT(valve_open,

	TP_PROTO(int level),

	TP_ARGS(level),

	TP_printk("level=%d", level)
);
