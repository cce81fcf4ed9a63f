#include "a.h"

void go(struct host *host)
{
}
