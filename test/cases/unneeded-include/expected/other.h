#ifndef OTHER_H
#define OTHER_H
#include "host.h"

#endif
