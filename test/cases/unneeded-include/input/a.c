#include "host.h"
#include "report.h"
#include "other.h"
#include "tell.h"	/* for tell_all() */
#include "told.h"

void begin(struct host *host)
{
	report(host, REPORT_BEGIN);
	note(host);
	tell_all(host->users);
	told_all(host->users | TOLD_NOW);
	host->users++;
}

int first(struct host *host)
{
	return TOLD_NOW;
}
