struct host;
struct timer;

void stop(struct host *host);
void halt(struct host *host);
void go(struct host *host);
void set_up(struct timer *timer);
