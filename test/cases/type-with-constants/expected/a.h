struct host {
	int users;
};

void say(struct host *host, ...);
int first(struct host *host);
