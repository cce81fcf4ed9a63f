#ifndef LAMP_H
#define LAMP_H

#define LAMP_LIMIT	8		/* not LAMP_LIMITS */
#define LAMP_MIN	1		/* at least */

enum lamp_colour {
	LAMP_RED,			/* LAMP_RED is the default */
	LAMP_BLUE,
};

struct bulb {
	int bulb;
	int (*lamp_switch_on)(struct bulb *bulb, int watts);
};

struct bulb;

#ifdef CONFIG_LAMP
int lamp_switch_on(struct bulb *bulb, unsigned long watts_at_most,
		   int LAMP_COUNT);
#else
static inline int lamp_switch_on(struct bulb *bulb, unsigned long watts,
				 int count)
{
	return 0;
}
#define lamp_switch_on lamp_switch_on
#endif

#endif
