#include "pot.h"

int use(struct pot *pot, struct pot *pots, int i, int *marks)
{
	int sum = pot->level - 1;

	sum += marks[pot->level - 2];
	sum += (pot->level - (1 + 2)) * 2;
	sum += -((&pots[i])->level - 1);
	sum += !(pot->level - (i ? 1 : 2));
	sum = pot->level - 1 ? pot->level - 2 : pot->level - 3;
	sum = i, pot->level - 1;
	sum += (pots + i)->level - 1;
	sum += (int)(pot->level - 1);
	sum += sizeof(pot->level - 1);
	if (pot->level - 1 && i) {
	} else {
	}
	for (i = 0; i < pot->level - 1; i++)
		;
	while (twice(next()))
		;
	sum += twice(i++) + (i + i) + ((sum & 1) + (sum & 1)) << (2 + 2);
	fill_up(1, 3 + 3, pot);
	fill_up(pot->level - 1, 0, pots);
	switch (pot->level - 1) {
	case 1:
		break;
	}
	sum++;
	return (pot->level - 1) + POUR_ALL(pot);
}
