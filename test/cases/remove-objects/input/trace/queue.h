#undef TRACE_SYSTEM
#define TRACE_SYSTEM queue

DECLARE_EVENT_CLASS(queue_class,
	TP_PROTO(int kind),
	TP_ARGS(kind),
	TP_STRUCT__entry(
		__field(int, kind)
	),
	TP_fast_assign(
		__entry->kind = kind;
	),
	TP_printk("%d", __entry->kind)
);

DEFINE_EVENT(queue_class, queue_stall,
	TP_PROTO(int kind),
	TP_ARGS(kind)
);

TRACE_EVENT(queue_open,
	TP_PROTO(int kind),
	TP_ARGS(kind),
	TP_STRUCT__entry(
		__field(int, kind)
	),
	TP_fast_assign(
		__entry->kind = kind;
	),
	TP_printk("%d", __entry->kind)
);
