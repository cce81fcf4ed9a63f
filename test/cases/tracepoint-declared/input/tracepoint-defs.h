/* What a header may know of a trace event. */
#define DECLARE_TRACEPOINT(tp) \
	extern struct tracepoint __tracepoint_##tp

#define tracepoint_enabled(tp) \
	key_is_on(&(__tracepoint_##tp).key)
