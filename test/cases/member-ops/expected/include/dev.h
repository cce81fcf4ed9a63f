/* Devices. */
struct dev;
struct dev_box;

/**
 * struct dev_ops - what a driver gives
 * @open: called first
 * @close: called last
 */
struct dev_ops {
	int (*open)(struct dev *dev);

	void (*close)(struct dev *dev);
};

/* Something else with a member of that name. */
struct listener {
	void (*notify)(struct listener *self, int what);
	int count;
};

struct dev {
	const struct dev_ops *ops;
	struct listener *listener;
	union {
		struct dev_box *box;
		struct listener inner;
	};
};

struct dev_box {
	struct {
		struct dev_ops ops;
	} held;
	struct dev *first;
};

struct dev *find_dev(int number);
#define box_of(dev) ((dev)->box)
#define call_notify(dev, what) ((dev)->ops->notify((dev), (what)))
#define DEFAULT_OPS \
	.open = default_open, \
	.close = default_close

int default_open(struct dev *dev);
void default_notify(struct dev *dev, int what);
void default_close(struct dev *dev);
