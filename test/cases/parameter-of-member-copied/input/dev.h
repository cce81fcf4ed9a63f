struct dev;

#include "dev-ops.h"

struct other_ops {
	int (*open)(struct dev *dev, int id, unsigned int flags);
};

struct dev {
	const struct dev_ops *ops;
	const struct other_ops *others;
};

int shared_open(struct dev *dev, int id, unsigned int flags);

static inline int dev_open(struct dev *dev, int id, unsigned int flags)
{
	if (!dev->ops->open)
		return -EINVAL;
	return dev->ops->open(dev, id, flags);
}

static inline int dev_open_other(struct dev *dev, int id, unsigned int flags)
{
	return dev->others->open(dev, id, flags);
}
