#include "a.h"

static void stop(struct host *host, int how)
{
	if (host->users > 0)
		return;
	how = 0;
	report(host, how);
	host->users = 0;
}

void halt(struct host *host)
{
	if (host->users == 0) {
		release(host);
		host = NULL;
	}
	report(host, 1);
}

void end(struct host *host, int how)
{
	if (how == 2)
		host = NULL;
	report(host, how);
	if (how)
		count++;
}

void finish(struct host *host)
{
	stop(host, 1);
}
