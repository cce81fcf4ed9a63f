#include "../inc/queue.h"
#include "../trace/queue.h"

int queue_kind(enum queue_kind kind)
{
	switch (kind) {
	case QUEUE_NEW:
		return 1;
	default:
		break;
	}
	trace_queue_open(kind);
	queue_next(kind);
	return 0;
}

int *queue_debug_place(void)
{
	return &queue_debug;
}
