#include "../inc/stats.h"

int stats_open(void)
{
	return stats_ready();
}
