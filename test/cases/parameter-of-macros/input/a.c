#include "a.h"

#define halt_with(how) begin(how)

static int begin(int how)
{
	return report(how);
}

void __stop(struct host *host, int how)
{
	host->users = 0;
}

void halt(struct host *host)
{
	int how = next_of(host);
	int again = 2;

	stop(host, 1);
	stop2(host, again);
	stop3(host, next());
	stop4(host, how);
	begin(3);
	halt_with(next());
}
