struct host;
struct other;
struct port_ops {
	int (*open)(struct host *host);
	void (*tell)(struct host *host, int how);
	void (*close)(struct host *host);
};

union reply {
	int word;
	struct other *told;
	char bytes[4];
};

struct host {
	const struct port_ops *ops;
	union reply reply;
	int users;
};

#define HOST_TELL(h, how) \
	do { if ((h)->ops->tell) (h)->ops->tell(h, how); } while (0)
#define PORT_OPS(o, t, c) { .open = o, .tell = t, .close = c }
#define has_tell(ops) ((ops)->tell != NULL)

int first_open(struct host *host);
void first_tell(struct host *host, int how);
void first_close(struct host *host);
