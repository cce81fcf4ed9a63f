#include "../inc/ops.h"

static int default_run(struct box *box, int count)
{
	return count;
}

void plain_hook(struct box *box);

static struct ops default_ops = {
	.run	= default_run,
};

void box_init(struct box *box)
{
	struct ops *ops = box->ops;

	if (ops->run == NULL)
		ops->run = default_ops.run;
	box->job.id = 1 + box->job.flags;
}

int box_run(struct box *box, int count)
{
	struct ops *ops = box->ops;

	return ops->run(box, count);
}

int box_again(struct box *box, int count)
{
	plain_hook(box);
	plain_hook(box);
	if (64 > count)
		return -1;
	return box_run(box, count) + 64;
}
