struct tank {
	int level;
	int spare;
};

struct rig {
	int other;
	struct tank *tanks;
};

#define first_tank(h) ((h)->tanks)
int note(int what);
