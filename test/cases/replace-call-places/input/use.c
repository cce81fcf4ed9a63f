#include "pot.h"

int use(struct pot *pot, struct pot *pots, int i, int *marks)
{
	int sum = pour(pot, 1);

	sum += marks[pour(pot, 2)];
	sum += pour(pot, 1 + 2) * 2;
	sum += -pour(&pots[i], 1);
	sum += !pour(pot, i ? 1 : 2);
	sum = pour(pot, 1) ? pour(pot, 2) : pour(pot, 3);
	sum = i, pour(pot, 1);
	sum += pour(pots + i, 1);
	sum += (int)pour(pot, 1);
	sum += sizeof(pour(pot, 1));
	if (pour(pot, 1) && i)
		rinse(pot);
	else
		rinse(pots);
	for (i = 0; i < pour(pot, 1); i++)
		rinse(pot);
	while (twice(next()))
		rinse(pot);
	sum += twice(i++) + twice(i) + twice(sum & 1) << twice(2);
	fill(pot, 1, twice(3));
	fill(pots, pour(pot, 1), 0);
	switch (pour(pot, 1)) {
	case 1:
		rinse(pot);
		break;
	}
	rinse(pot), sum++;
	return pour(pot, 1) + POUR_ALL(pot);
}
