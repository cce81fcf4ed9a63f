struct host {
	int users;
	int ready;
	struct list_head node;
};

int next(int);
void release(struct host *host);
void report(struct host *host);
static inline int is_odd(struct host *host)
{
	return host->users & 1;
}
