#include "queue.h"

int check_limit(struct send_queue *queue)
{
	return queue->max_parts > 3 || queue->max_bytes > 9;
}
