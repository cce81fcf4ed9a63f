#ifndef PORT_H
#define PORT_H

struct port;

struct port_ops {
	int (*open)(struct port *port);
	void (*flush)(struct port *port);
};

int port_open(struct port *port);

#define port_reset(port)			\
	do {					\
		port_open(port);		\
	} while (0)

#endif
