#ifndef PORT_H
#define PORT_H

struct port;

struct port_ops {
	int (*open)(struct port *port);
	void (*flush)(struct port *port);
};

int port_open(struct port *port);
int port_reserve(struct port *port, int flush_flags);

#ifdef CONFIG_PORT_FLUSH
void port_flush(struct port *port);
#else
static inline void port_flush(struct port *port)
{
}
#endif

#ifndef port_release
#define port_release(port) do { } while (0)
#else
void port_release(struct port *port);
#endif

#define port_reset(port)			\
	do {					\
		port_flush(port);		\
		port_open(port);		\
	} while (0)

#define port_sync(port)	port_flush(port)

#endif
