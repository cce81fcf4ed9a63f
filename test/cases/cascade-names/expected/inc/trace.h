TRACE_EVENT(door_opens,
	TP_PROTO(int state),
	TP_ARGS(state)
);

TRACE_EVENT(door_falls,
	TP_PROTO(int state),
	TP_ARGS(state)
);
