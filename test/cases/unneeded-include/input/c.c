#include "host.h"
#ifdef WANT_HINTS
# include "hint.h"
#endif

void hint(struct host *host)
{
	hint_all(host->users);
	host->users++;
}
