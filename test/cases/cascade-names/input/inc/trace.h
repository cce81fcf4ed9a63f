DECLARE_EVENT_CLASS(door_class,
	TP_PROTO(int state),
	TP_ARGS(state)
);

DEFINE_EVENT(door_class, door_slams,
	TP_PROTO(int state),
	TP_ARGS(state)
);

TRACE_EVENT(door_opens,
	TP_PROTO(int state),
	TP_ARGS(state)
);

TRACE_EVENT(door_falls,
	TP_PROTO(int state),
	TP_ARGS(state)
);
