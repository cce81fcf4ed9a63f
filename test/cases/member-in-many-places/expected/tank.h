#define MAX_TANKS 4

struct size {
	int wide;
};

struct tank {
	int level;
	struct size size;
};

struct rig {
	struct tank *tanks;
	struct other *other;
};

struct other {
	int spare;
	struct size size;
	int (*drain)(struct other *other, int by);
};

struct tank *find_tank(struct rig *rig, int nr);
struct other *find_other(struct rig *rig);
int note(int what);
