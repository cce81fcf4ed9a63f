#include <asm/hose.h>

int setup;
