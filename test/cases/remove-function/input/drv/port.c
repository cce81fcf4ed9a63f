#include "../inc/port.h"

static int last_error(void)
{
	return 0;
}

/**
 * port_reserve - take the port
 * @port: the port
 * @flush_flags: how to flush
 */
int __weak port_reserve(struct port *port, int flush_flags)
{
	return last_error();
}
EXPORT_SYMBOL_GPL(port_reserve);

void port_flush(struct port *port)
{
	port_open(port);
}
EXPORT_SYMBOL(port_flush);

static void plain_flush(struct port *port)
{
	return port_flush(port);
}

static const struct port_ops ops = {
	.open	= port_open,
	.flush	= port_flush,
};

static const struct port_ops short_ops = { .open = port_open, .flush = port_flush };

static const struct port_ops by_position = { port_open, port_flush };

int port_start(struct port *port, int port_release)
{
	int flags = port_flags(port);
	int ret;

	/* may sleep */
	ret = port_reserve(port, flags);
	if (ret)
		return ret;

	if (port_reserve(port, 1) < 0 || port_release)
		goto out;

	port_reset(port);
	port_sync(port);
	plain_flush(port);
	port_register(&ops, &short_ops, &by_position);
	return port_reserve(port, 2);
out:
	port_release(port);
	return -1;
}

/* port_flush() must not sleep. */
void port_stop(struct port *port, int now)
{
	port_release(next_port(port));
	if (now)
		port_flush(port);
	else
		port_open(port);
}
