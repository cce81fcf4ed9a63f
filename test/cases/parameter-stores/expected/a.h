struct host {
	int users;
};

extern int count;
void release(struct host *host);
void halt(struct host *host);
void end(struct host *host, int how);
void finish(struct host *host);
