struct host;

void go(struct host *host);
