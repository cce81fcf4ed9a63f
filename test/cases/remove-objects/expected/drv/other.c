#include "../inc/queue.h"

static int queue_count;

int other_count(void)
{
	return ++queue_count;
}
