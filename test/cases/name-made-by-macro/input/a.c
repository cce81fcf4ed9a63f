#include "a.h"

static int HANDLER(go)(struct host *host)
{
	int ret;

	ret = stop(host);
	if (ret)
		return ret;
	if (host->busy)
		return 0;
	host->busy = 1;
	ret = begin(host);
	return ret;
}

static int HANDLER(back)(struct host *host)
{
	int ret;

	ret = stop(host);
	if (ret)
		return ret;
	if (host->busy)
		goto out;
	ret = begin(host);
out:
	return ret;
}

const struct ops ops = { .go = HANDLER(go), .back = HANDLER(back) };
