#include "a.h"

void stop_all(struct host *hosts, int count)
{
	release(hosts);
}

void stop_some(struct host *hosts, int count)
{
	int i;

	for (i = 0; i < count; i++)
		release(&hosts[i]);
}

int count_users(struct host *hosts, int count)
{
	int i;

	for (i = 0; i < count && hosts[i].users; i++)
		;
	return i;
}

void wait_for(struct host *host, int count)
{
	while (host->users)
		;
	for (;;)
		;
}

void walk(struct list_head *list)
{
}

struct host *last(struct list_head *list)
{
	struct host *host;

	list_for_each_entry(host, list, node)
		;
	return host;
}

void next_of(struct host *host)
{
	int i;

	for (i = 0; i < 10; i = next(i))
		;
}
