struct box;

typedef struct {
	int id;
	int flags : 5;
} job_t;

struct ops {
	int (*run)(struct box *box, int count);
	int last;
};

struct box {
	struct ops *ops;
	job_t job;
};

int box_run(struct box *box, int count);
void box_init(struct box *box);
