#define MAX_TANKS 4
#define first_tank(h) ((h)->tanks)
#define rig_of(t) container_of(t, struct rig, main)

struct size {
	int wide;
};

struct tank {
	int level;
	int spare;
	struct size size;
	int (*drain)(struct tank *tank, int by);
};

struct rig {
	struct tank main;
	struct tank *tanks;
	struct tank *next;
	struct other *other;
};

struct other {
	int spare;
	struct size size;
	int (*drain)(struct other *other, int by);
};

struct tank *find_tank(struct rig *rig, int nr);
struct other *find_other(struct rig *rig);
typedef struct tank tank_t;
int note(int what);
