#include <dev.h>

static void my_notify(struct dev *dev, int what)
{
	changed(dev, what);
}

static void listener_notify(struct listener *self, int what)
{
}

static void my_close(struct dev *dev)
{
}

static const struct dev_ops my_ops = {
	.open	= default_open,
	.notify	= my_notify,
	.close	= my_close,
};

static struct dev_ops old_ops = {
	notify: my_notify,
	close: my_close,
};

static const struct dev_ops table[] = {
	[0] = { .open = default_open, .notify = my_notify },
	[1] = { .notify = my_notify, .open = default_open },
	{
		.notify = my_notify, /* as above */
		.close = my_close,
	},
	{ .notify = my_notify },
};

static const struct dev_ops all_default = { DEFAULT_OPS };

static struct listener listener = {
	.notify = listener_notify,
};

static struct dev_box box = {
	.held.ops.notify = my_notify,
	.held.ops.close = my_close,
	.first = &(struct dev){
		.ops = &(const struct dev_ops){ .notify = my_notify, .close = my_close },
		.inner = { .notify = listener_notify },
	},
};

void setup(struct dev *dev)
{
	struct dev_ops ops = { .notify = my_notify, .close = my_close }, *other = &box.held.ops;

	other->notify = my_notify;
	ops.notify = other->notify;
	dev->inner.notify = listener_notify;
	dev->ops = &table[0];
}
