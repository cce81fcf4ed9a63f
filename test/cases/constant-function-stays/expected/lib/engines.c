#include "../drv/shared.c"
