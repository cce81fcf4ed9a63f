#include <dev.h>

static struct dev *devices[4];

int default_open(struct dev *dev)
{
	return 0;
}

void default_notify(struct dev *dev, int what)
{
	dev->listener->notify(dev->listener, what);
}

void default_close(struct dev *dev)
{
}

static void tell(struct dev *dev, int what)
{
}

void changed(struct dev *dev, int what)
{
	struct listener *l = dev->listener;

	tell(dev, what);
	if (l && l->notify)
		l->notify(l, what);
	l->count++;
	call_notify(dev, what);
	dev->inner.notify(&dev->inner, what);
}

int may_notify(int number)
{
	int i;

	for (i = 0; i < 4; i++)
		;
	return find_dev(number)->ops->notify ? 1 : 0;
}

int held_notify(struct dev *dev)
{
	return box_of(dev)->held.ops.notify == NULL && 0;
}

void copy(struct dev_ops *to, const struct dev_ops *from, struct dev_ops *also)
{
	to->open = from->open;
}
