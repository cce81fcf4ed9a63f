#include "tank.h"

static int by_term(struct rig *rig, tank_t *own, int nr, void *raw)
{
	int sum = 0;

	sum += own->spare;
	sum += rig->main.spare;
	sum += rig->tanks[nr].spare;
	sum += (&rig->main)->spare;
	sum += (*own).spare;
	sum += ((struct tank *)raw)->spare;
	sum += (nr ? own : rig->next)->spare;
	sum += (nr ?: 1, own)->spare;
	sum += (own + 1)->spare;
	sum += find_tank(rig, 1)->spare;
	sum += first_tank(rig)->spare;
	sum += READ_ONCE(own->spare);
	sum += rig_of(own)->main.spare;
	sum += container_of(raw, struct tank, size)->spare;
	sum += ((struct tank){ .level = 2, .spare = 3 }).spare;
	sum += ({ own->spare; });
	sum += rig->other->spare;
	sum += find_other(rig)->spare;
	return sum;
}

static void by_store(struct rig *rig, struct tank *own, int nr)
{
	own->spare = 1;
	own->spare++;
	own->spare += nr;
	WRITE_ONCE(own->spare, 3);
	rig->tanks[nr++].spare = 4;
	own->spare = note(5);
	find_tank(rig, 2)->spare = 1;
	own->level = own->spare = 2;
	nr = own->spare++;
	if ((own->spare = nr))
		note(1);
	own->drain = NULL;
	rig->other->spare = 1;
}

static int by_look(struct rig *rig, struct tank *own, int nr)
{
	int *where = &own->spare;

	nr += sizeof(own->spare);
	if (own->drain)
		nr += own->drain(own, 1);
	own->drain(own, note(2));
	own->drain(own, 2);
	nr = (own->drain)(own, 3);
	nr += (*own->drain)(own, 4);
	if (find_tank(rig, nr)->spare)
		note(3);
	if (!own->spare && nr)
		return *where;
	while (own->spare)
		note(4);
	switch (own->spare) {
	case 0:
		return 1;
	default:
		return 2;
	}
}

static struct tank tanks[] = {
	{ .level = 1, .spare = 2, .size = { 1 } },
	[2] = { .spare = 1 },
};

int use(struct rig *rig, struct tank *own)
{
	by_store(rig, own, 1);
	tanks[1].size.wide = 1;
	return by_term(rig, own, 1, rig) + by_look(rig, own, 1);
}
