/**
 * struct lamp - gives light
 * @power: how much it takes
 * @state: how it is
 */
struct lamp {
	int power;			/* in W */
	struct {
		int now;
	} state;
	struct list_head node;
};

struct heater {
	int watts;
	int old;
	struct lamp lamp;
};

#define lamp_watts(l)	((l)->watts)
#define LAMP_INIT	{ .watts = 1, .old = 2 }
