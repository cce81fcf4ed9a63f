#ifndef STOVE_H
#define STOVE_H

#define __hot __attribute__((__hot__))

enum heat {
	HEAT_OFF,
	HEAT_LOW,
	HEAT_HIGH,
	HEAT_WOOD,
};

struct pan_stats {
	int burnt;
};

struct stove {
	enum heat heat;
	const struct stove_ops *ops;
};

/**
 * struct stove_ops - what a stove can do
 * @light: makes fire
 * @sweep: takes ash out, where there is any
 */
struct stove_ops {
	int (*light)(struct stove *stove);
	void (*sweep)(struct stove *stove);
};

int stove_check(struct stove *stove);
int stove_light(struct stove *stove, int flags);
int stove_off(struct stove *stove);
void __hot stove_stir(struct stove *stove);
void oven_start(struct stove *stove);
void ring_bell(int times);
void pan_shake(struct stove *stove, int times);

extern int stove_debug;

#ifdef CONFIG_STEAM
int steam_on(struct stove *stove);
#else
static inline int steam_on(struct stove *stove)
{
	return -1;
}
#endif

#endif /* STOVE_H */
