#ifndef OTHER_H
#define OTHER_H
#include "host.h"

void note(struct host *host);
#endif
