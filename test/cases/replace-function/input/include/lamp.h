#ifndef LAMP_H
#define LAMP_H

#define LAMP_MAX	8
#ifndef LAMP_LIMIT
#define LAMP_LIMIT	(LAMP_MAX - 1)
#endif

struct lamp {
	int bright;
	int lamp_count;
};

/* What lamps were once. */
struct lamp_old {
	int bright;
};

struct lamp_old;

struct lamps {
	int count;
	int (*lamp_switch_on)(struct lamp *lamp, int watts);
};

extern struct lamps lamps;
extern int lamp_count;

int lamp_on(struct lamp *lamp, int watts);

#ifdef CONFIG_LAMP
int lamp_switch_on(struct lamp *lamp, int watts);
#else
static inline int lamp_switch_on(struct lamp *lamp, int watts)
{
	return 0;
}
#endif

#define lamp_blink(lamp)					\
do {								\
	if (LAMP_LIMIT && lamp_switch_on(lamp, 1))		\
		lamp_switch_on(lamp,				\
			       LAMP_LIMIT);			\
} while (0)

#define LAMP_ROOM	LAMP_LIMIT	/* how many fit */
#define LAMP_HALF	(LAMP_LIMIT / 2)

#endif
