#include "host.h"
#include "report.h"
