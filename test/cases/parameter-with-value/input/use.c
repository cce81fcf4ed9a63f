#include "dig.h"

int use(struct man *man, struct spade *spade, int i)
{
	int sum = dig(man, 1, 2);

	sum += DIG(2);
	sum += dig(man, i++, 2);
	sum += dig(man, next(), 2);
	sum += dig(man, i = 2, 2);
	sum += dig(man, sizeof(i++), 2);
	sum += dig(man, (int)i + spade[1].edge, 2);
	sum += dig(man, ((struct spade){ .edge = 1 }).edge, 2);
	sum += dig(man, way[0](1), 2);
	sum += dig(man, (*way[1])(1), 2);
	sum += dig(man, ({ int j = 1; j; }), 2);
	sum += mark(NULL, (int[4]){ 1, 2 }, NULL, i, 0);
	return sum;
}
