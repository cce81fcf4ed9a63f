struct tank {
	int level;
};

struct rig {
	int other;
	struct tank *tanks;
};

int note(int what);
