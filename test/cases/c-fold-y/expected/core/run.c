#include "run.h"

int run_all(int n)
{
	int sum = 0;

	/* The table is sorted. */
	sum += n;
	if (n > 10)
		sum--;

	if (n > 3)
		sum++;

	return sum;
}
