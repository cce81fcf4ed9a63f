#include "tools.h"

int loud(void)
{
	return ring("loud", 1);
}

#if ENABLE_FEATURE_BELL_QUIET
int quiet(int argc, char **argv)
{
	return bell_main(argc, argv);
}
#endif
