#include "tank.h"

static int by_term(struct rig *rig)
{
	int sum = 0;

	sum += find_tank(rig, 1)->spare;
	sum += ({ 0; });
	sum += rig->other->spare;
	sum += find_other(rig)->spare;
	return sum;
}

static void by_store(struct rig *rig, struct tank *own, int nr)
{
	rig->tanks[nr++].spare = 4;
	note(5);
	find_tank(rig, 2)->spare = 1;
	own->level = 2;
	nr = own->spare++;
	if (nr)
		note(1);
	rig->other->spare = 1;
}

static int by_look(struct rig *rig, struct tank *own, int nr)
{
	int *where = &own->spare;

	nr += sizeof(own->spare);
	note(2);
	nr = 0;
	find_tank(rig, nr);
	if (nr)
		return *where;
	switch (0) {
	case 0:
		return 1;
	default:
		return 2;
	}
}

static struct tank tanks[] = {
	{ .level = 1, .size = { 1 } },
	[2] = { },
};

int use(struct rig *rig, struct tank *own)
{
	by_store(rig, own, 1);
	tanks[1].size.wide = 1;
	return by_term(rig) + by_look(rig, own, 1);
}
