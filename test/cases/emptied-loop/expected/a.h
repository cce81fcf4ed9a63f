struct host {
	int users;
	struct list_head node;
};

int next(int);
void release(struct host *host);
