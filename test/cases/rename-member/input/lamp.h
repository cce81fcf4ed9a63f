/**
 * struct lamp - gives light
 * @watts: how much it takes
 * @state: how it is
 * @old: how it was
 */
struct lamp {
	int watts;			/* in W */
	struct {
		int now;
	} state;
	int old;			/* don't use */
	struct list_head node;
};

struct heater {
	int watts;
	int old;
	struct lamp lamp;
};

#define lamp_watts(l)	((l)->watts)
#define LAMP_INIT	{ .watts = 1, .old = 2 }
