#include "host.h"
#ifdef WANT_HINTS
# include "hint.h"
#endif

void hint(struct host *host)
{
	host->users++;
}
