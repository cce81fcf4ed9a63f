#include "queue.h"

int send(struct pair *pair, int parts)
{
	int ret;

	ret = check_limit(&pair->sq);
	if (ret)
		return ret;
	if (parts > pair->sq.max_parts)
		return -1;
	return pair->sq.head;
}
