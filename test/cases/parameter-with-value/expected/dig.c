#include "dig.h"

int dig(int wide)
{
	int depth = 3;
	int sum = 0;

	while (depth-- > 0)
		sum += wide;
	return sum;
}

int mark(int (*by)(int a, int b), struct man __iomem *man, typeof(int) last, unsigned bits)
{
	return by(2, last) + bits;
}
