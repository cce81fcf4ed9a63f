#include "dev.h"

static int one_open(struct dev *dev, int id, unsigned int unused)
{
	return id;
}

static int one_other_open(struct dev *dev, int id, unsigned int flags)
{
	return id + flags;
}

static const struct dev_ops one_ops = {
	.name = "one",
	.open = one_open,
};

static const struct dev_ops two_ops = {
	.name = "two",
	.open = shared_open,
};

static const struct other_ops other_ops = {
	.open = one_other_open,
};

int one_try(struct dev *dev)
{
	return one_open(dev, 1, 0) ?: two_ops.open(dev, 2, 0);
}
