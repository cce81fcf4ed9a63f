#include "bell.h"

void FAST_FUNC bell_stop(void)
{
}
