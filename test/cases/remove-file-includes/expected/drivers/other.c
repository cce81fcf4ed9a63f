#include "pump/pump.h"
#include <pump.h>
#ifdef CONFIG_ARM
# include <asm/hose.h>
#endif

int other;
