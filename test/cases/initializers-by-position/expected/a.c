#include "a.h"

int first_open(struct host *host)
{
	return host->users++;
}

void first_tell(struct host *host, int how)
{
	host->reply.told = find_other(how);
}

void first_close(struct host *host)
{
	host->users--;
	host->reply.word = 0;
}

static void own_tell(struct host *host, int how)
{
}

static const struct port_ops first_ops = { first_open, first_tell, first_close };
static const struct port_ops second_ops = PORT_OPS(first_open, own_tell, first_close);
static const struct port_ops third_ops = {
	.open = first_open,
	.tell = own_tell,
};

void run(struct host *host)
{
	HOST_TELL(host, 1);
	if (has_tell(host->ops))
		host->users = 2;
	host->ops = &first_ops;
	host->ops = &second_ops;
	host->ops = &third_ops;
	host->ops->open(host);
	host->ops->close(host);
}

static const struct port_ops list[] = {
	{ first_open, own_tell },
	{
		first_open,
		/* tells nothing */
		NULL,
		first_close,
	},
	{ first_open },
};

void walk(struct host *host)
{
	const struct port_ops ops = {
		first_open,
		own_tell
	};

	host->ops = list;
	host->ops = &ops;
}
