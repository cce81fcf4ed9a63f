#include "a.h"

void stop_all(struct host *hosts, int count)
{
	int i;

	/* each of them */
	for (i = 0; i < count; i++)
		report(&hosts[i]);
	release(hosts);
}

void stop_some(struct host *hosts, int count)
{
	int i;

	for (i = 0; i < count; i++) {
		struct host *one = &hosts[i];

		if (is_odd(one))
			report(one);
	}
	for (i = 0; i < count; i++)
		release(&hosts[i]);
}

int count_users(struct host *hosts, int count)
{
	int i;

	for (i = 0; i < count && hosts[i].users; i++)
		report(&hosts[i]);
	return i;
}

void wait_for(struct host *host, int count)
{
	while (host->users)
		report(host);
	while (count--)
		report(host);
	if (host->ready)
		for (int i = 0; i < 10; i++)
			report(host);
	for (;;)
		report(host);
}

void walk(struct list_head *list)
{
	struct host *host;

	list_for_each_entry(host, list, node) {
		report(host);
	}
	if (list) {
		list_for_each_entry(host, list, node) {
			report(host);
		}
	}
}

struct host *last(struct list_head *list)
{
	struct host *host;

	list_for_each_entry(host, list, node)
		report(host);
	return host;
}

void next_of(struct host *host)
{
	int i;

	for (i = 0; i < 10; i = next(i))
		report(host);
}
