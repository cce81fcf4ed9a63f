struct dev;

struct dev_ops {
	const char *name;
	int (*open)(struct dev *dev, int id,
		    unsigned int flags);
	void (*close)(struct dev *dev);
};
