TRACE_EVENT(stove_lit,
	TP_PROTO(int heat),
	TP_ARGS(heat)
);

TRACE_EVENT(stove_cold,
	TP_PROTO(int heat),
	TP_ARGS(heat)
);
