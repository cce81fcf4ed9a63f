#include "queue.h"

int send(struct pair *pair, int parts)
{
	if (parts > pair->sq.max_parts)
		return -1;
	return pair->sq.head;
}
