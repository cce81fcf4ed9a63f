struct host {
	int busy;
};

struct ops {
	int (*go)(struct host *host);
	int (*back)(struct host *host);
};

#define HANDLER(id) host_handle_##id
int stop(struct host *host);
int begin(struct host *host);
