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

struct lamps {
	int count;
	int (*lamp_switch_on)(struct lamp *lamp, int watts);
};

extern struct lamps lamps;

int lamp_on(struct lamp *lamp, int watts);

#define lamp_blink(lamp)					\
do {								\
	if ((LAMP_MAX - 1) && lamp_on(lamp, 1))			\
		lamp_on(lamp,					\
			LAMP_MAX - 1);				\
} while (0)

#define LAMP_ROOM	(LAMP_MAX - 1)	/* how many fit */
#define LAMP_HALF	((LAMP_MAX - 1) / 2)

#endif
