#include "pump.h"
#include <linux/pump.h> /* gain */
#include <asm/hose.h>
#include HEADER

int local = PUMP_LOCAL;
