#include "dig.h"

int dig(struct man *who, int depth, int wide)
{
	int sum = 0;

	while (depth-- > 0)
		sum += wide;
	if (who)
		sum++;
	return sum;
}

int mark(int (*by)(int a, int b), int marks[4], struct man __iomem *man, typeof(int) last, unsigned bits)
{
	return by(marks ? 1 : 2, last) + bits;
}
