#include <linux/pump.h>
#include "../include/linux/pump.h"
#include "pump/pump.h"
#include <pump.h>
#ifdef CONFIG_ARM
# include <asm/hose.h>
#endif

int other;
