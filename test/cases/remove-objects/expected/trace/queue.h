#undef TRACE_SYSTEM
#define TRACE_SYSTEM queue

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
