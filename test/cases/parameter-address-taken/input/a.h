struct host {
	int users;
};

void run_later(struct host *host, void (*fn)(struct host *host, int how));
