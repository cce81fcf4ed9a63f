#include "dig.h"

int use(struct man *man, struct spade *spade, int i)
{
	int sum = dig(2);

	sum += DIG(2);
	sum += dig(man, i++, 2);
	sum += dig(man, next(), 2);
	sum += dig(man, i = 2, 2);
	sum += dig(2);
	sum += dig(2);
	sum += dig(2);
	sum += dig(man, way[0](1), 2);
	sum += dig(man, (*way[1])(1), 2);
	sum += dig(man, ({ int j = 1; j; }), 2);
	sum += mark(NULL, NULL, i, 0);
	return sum;
}
