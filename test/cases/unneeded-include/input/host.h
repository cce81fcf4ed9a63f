#ifndef HOST_H
#define HOST_H
struct host {
	int users;
};
#endif
