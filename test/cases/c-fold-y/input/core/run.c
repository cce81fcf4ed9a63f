#include "run.h"

static int run_slow(int n)
{
	return n + 1;
}

int run_all(int n)
{
	int sum = 0;

	BUILD_BUG_ON(!IS_ENABLED(CONFIG_FAST));

	if (IS_ENABLED(CONFIG_FAST)) {
		/* The table is sorted. */
		sum += n;
		if (n > 10)
			sum--;
	} else {
		sum = run_slow(n);
	}

	if (n > 3 && IS_ENABLED(CONFIG_FAST))
		sum++;

	return IS_ENABLED(CONFIG_FAST) ? sum : 0;
}
