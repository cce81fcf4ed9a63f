#include "a.h"

static void stop(struct host *host)
{
	if (host->users > 0)
		return;
	host->users = 0;
}

void halt(struct host *host)
{
	if (host->users == 0) {
		release(host);
		host = NULL;
	}
}

void end(struct host *host, int how)
{
	if (how)
		count++;
}

void finish(struct host *host)
{
	stop(host);
}
