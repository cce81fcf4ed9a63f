#include "a.h"

#define halt_with(how) begin(how)

static int begin(int how)
{
	return report(how);
}

void __stop(struct host *host)
{
	host->users = 0;
}

void halt(struct host *host)
{
	int how = next_of(host);

	stop(host);
	stop2(host);
	stop3(host, next());
	stop4(host, how);
	begin(3);
	halt_with(next());
}
