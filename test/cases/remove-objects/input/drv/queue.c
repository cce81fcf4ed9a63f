#include "../inc/queue.h"
#include "../trace/queue.h"

/* Set to see more. */
int queue_debug;
EXPORT_SYMBOL(queue_debug);

/* How often it was asked. */
int queue_count;

struct queue_stats;

int queue_kind(enum queue_kind kind)
{
	queue_count++;
	switch (kind) {
	case QUEUE_NEW:
		return 1;
	case QUEUE_OLD:
		return queue_next(2);
	default:
		break;
	}
	trace_queue_open(kind);
	if (queue_debug > 1)
		print_queue(kind);
	if (trace_queue_stall_enabled())
		trace_queue_stall(kind);
	trace_queue_stall(kind);
	queue_count = kind;
	queue_count += queue_next(kind);
	return 0;
}

int *queue_debug_place(void)
{
	return &queue_debug;
}
