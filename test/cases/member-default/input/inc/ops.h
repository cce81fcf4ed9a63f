struct box;

typedef struct {
	int id;
	int state : 3, flags : 5;
} job_t;

struct ops {
	int (*check)(struct box *box);
	int (*run)(struct box *box, int count);
	void (*hook)(struct box *box);
	int (*size)(const struct box *box);
	int last;
};

struct box {
	struct ops *ops;
	job_t job, *jobs;
};

int box_run(struct box *box, int count);
void box_init(struct box *box);
