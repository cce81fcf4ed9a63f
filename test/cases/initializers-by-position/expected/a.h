struct host;
struct port_ops {
	int (*open)(struct host *host);
	void (*close)(struct host *host);
};

union reply {
	int word;
	char bytes[4];
};

struct host {
	const struct port_ops *ops;
	union reply reply;
	int users;
};

#define PORT_OPS(o, c) { .open = o, .close = c }

int first_open(struct host *host);
void first_close(struct host *host);
