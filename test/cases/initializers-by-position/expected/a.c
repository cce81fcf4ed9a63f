#include "a.h"

int first_open(struct host *host)
{
	return host->users++;
}

void first_close(struct host *host)
{
	host->users--;
	host->reply.word = 0;
}

static const struct port_ops first_ops = { first_open, first_close };
static const struct port_ops second_ops = PORT_OPS(first_open, first_close);
static const struct port_ops third_ops = {
	.open = first_open,
};

void run(struct host *host)
{
	host->ops = &first_ops;
	host->ops = &second_ops;
	host->ops = &third_ops;
	host->ops->open(host);
	host->ops->close(host);
}

static const struct port_ops list[] = {
	{ first_open },
	{
		first_open,
		first_close,
	},
	{ first_open },
};

void walk(struct host *host)
{
	const struct port_ops ops = {
		first_open,
	};

	host->ops = list;
	host->ops = &ops;
}
