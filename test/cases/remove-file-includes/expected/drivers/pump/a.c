#include "pump.h"
#include <asm/hose.h>
#include HEADER

int local = PUMP_LOCAL;
