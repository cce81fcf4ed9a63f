struct pump;

struct pump_ops {
	int (*start)(struct pump *pump, int speed);
	void (*stop)(struct pump *pump);
};

struct fan_ops {
	int (*start)(struct fan *fan, int speed);
};

struct pump {
	const struct pump_ops *ops;
	struct pump_ops own;
	struct fan_ops fan;
};

#define PUMP_OPS(name)			\
	struct pump_ops name##_ops = {	\
		.start = name##_start,	\
	}

#define PLAIN_OPS { .start = plain_start }

int next_speed(void);
void plug(struct fan_ops *fan, void *start);
