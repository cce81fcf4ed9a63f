#include "include/box.h"

int box_sum(struct box *b)
{
	return b->in->run + b->other->run;
}
