#include "a.h"
struct work {
	void (*fn)(struct host *host, int how);
};
static void on_stop(struct host *host, int how)
{
	host->users = 0;
}
static void on_start(struct host *host, int how)
{
	host->users = 1;
}
static struct work table[] = {
	{ on_start },
};
void halt(struct host *host)
{
	run_later(host, on_stop);
	on_stop(host, 1);
	table[0].fn(host, 1);
}
