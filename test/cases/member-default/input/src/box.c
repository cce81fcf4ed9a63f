#include "../inc/ops.h"

static int default_check(struct box *box)
{
	return 0;
}

static int default_run(struct box *box, int count)
{
	return count;
}

void plain_hook(struct box *box);

static struct ops default_ops = {
	.check	= default_check,
	.run	= default_run,
};

void box_init(struct box *box)
{
	struct ops *ops = box->ops;

	if (ops->check == NULL)
		ops->check = default_ops.check;
	if (!ops->hook)
		ops->hook = plain_hook;
	if (ops->run == NULL)
		ops->run = default_ops.run;
	box->job.state = 0;
	box->jobs[2].state |= 2;
	box->job.id = box->job.state + box->job.flags;
}

int box_run(struct box *box, int count)
{
	struct ops *ops = box->ops;
	int ret;

	ret = ops->check(box);
	if (ret == 0)
		ret = ops->run(box, count);

	return ret;
}

int box_again(struct box *box, int count)
{
	if (box->job.state && box->ops->hook)
		(*box->ops->hook)(box);
	box->ops->hook(box);
	if (box->ops->size(box) > count)
		return -1;
	return box_run(box, count) + box->ops->size(box);
}
