#ifndef LAMP_H
#define LAMP_H

#define LAMP_MAXIMUM	8		/* not LAMP_LIMITS */
#define LAMP_MIN	1		/* at least */

enum lamp_colour {
	LAMP_CRIMSON,			/* LAMP_CRIMSON is the default */
	LAMP_BLUE,
};

struct light_bulb {
	int bulb;
	int (*lamp_switch_on)(struct light_bulb *bulb, int watts);
};

struct light_bulb;

#ifdef CONFIG_LAMP
int lamp_on(struct light_bulb *bulb, unsigned long watts_at_most,
	    int LAMP_COUNT);
#else
static inline int lamp_on(struct light_bulb *bulb, unsigned long watts,
			  int count)
{
	return 0;
}
#define lamp_on lamp_on
#endif

#endif
