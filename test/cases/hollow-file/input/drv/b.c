#include "a.h"

void go(struct host *host)
{
	struct timer timer;

	stop(host);
	halt(host);
	set_up(&timer);
}
