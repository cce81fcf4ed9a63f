#include "../inc/port.h"

static const struct port_ops ops = {
	.open	= port_open,
};

static const struct port_ops short_ops = { .open = port_open };

static const struct port_ops by_position = { port_open, port_flush };

int port_start(struct port *port, int port_release)
{
	int flags = port_flags(port);

	if (port_release)
		goto out;

	port_reset(port);
	port_register(&ops, &short_ops, &by_position);
	return 0;
out:
	port_release(port);
	return -1;
}

/* port_flush() must not sleep. */
void port_stop(struct port *port, int now)
{
	next_port(port);
	if (!now)
		port_open(port);
}
