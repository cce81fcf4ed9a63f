#include "lamp.h"

#if ENABLE_LAMP_BLINK
static void blink(struct lamp *lamp)
{
	lamp->on = !lamp->on;
}
#else
# define blink(lamp) ((void)0)
#endif

#if ENABLE_LAMP_DIM && ENABLE_LAMP_COLOR
static int glow;
#endif

struct lamp {
	int on;
	IF_LAMP_DIM(int level;)
	IF_LAMP_BLINK(int period;)
	IF_LAMP_DIM(
		int from;
		int to;
	)
	IF_LAMP_COLOR(int color;)
};

enum {
	OPT_on = 1 << 0,
	OPT_dim = IF_LAMP_DIM((1 << 1)) + 0,
	OPT_blink = IF_LAMP_BLINK((1 << 2)) + 0,
};

static int set_lamp(struct lamp *lamp IF_LAMP_DIM(, int level) IF_LAMP_BLINK(, int period))
{
	if (ENABLE_LAMP_DIM && level > 0)
		lamp->level = level * ENABLE_LAMP_STEPS;
	if (ENABLE_LAMP_BLINK && lamp->on)
		lamp->on = 0;
	if ((ENABLE_LAMP_COLOR && lamp->on && is_in_room(lamp))
	 || (ENABLE_LAMP_BLINK && can_blink_at(lamp, level))
	) {
		show("on");
	}
	IF_LAMP_BLINK(lamp->period = period;)
	IF_LAMP_BLINK(blink(lamp));
	IF_NOT_LAMP_DIM(lamp->on = 1;)
	for (; IF_LAMP_BLINK(lamp->on); )
		lamp->on--;
	show("lamp" IF_LAMP_DIM(" dim") IF_LAMP_BLINK(" blink") "\n" IF_LAMP_COLOR(, lamp->color));
	return IF_LAMP_DIM(lamp->level) IF_NOT_LAMP_DIM(lamp->on);
}

#define WORDS \
	"on " \
	IF_LAMP_BLINK( \
	"blink " \
	) \
	IF_NOT_LAMP_DIM("flat")

#define MODES (lamps + 2 + \
	/* dim */	1 * ENABLE_LAMP_DIM + \
	/* blink */	1 * ENABLE_LAMP_BLINK + \
	/* color */	1 * ENABLE_LAMP_COLOR)

int run_lamp(struct lamp *lamp)
{
	int mode = ENABLE_LAMP_BLINK;
	int shade = IF_LAMP_COLOR(lamp->color) IF_NOT_LAMP_COLOR(0);

	IF_LAMP_COLOR(if (shade) return 0;)
	if (ENABLE_LAMP_DIM || mode) {
		IF_LAMP_COLOR(show_color(lamp);)
		set_lamp(lamp IF_LAMP_DIM(, CONFIG_LAMP_STEPS) IF_LAMP_BLINK(, 3));
	}
	/* ENABLE_LAMP_BLINK is for lamps that can */
	return mode + shade + MODES + sizeof(WORDS);
}
