struct dev;

struct dev_ops {
	const char *name;
	int (*open)(struct dev *dev, int id);
	void (*close)(struct dev *dev);
};
