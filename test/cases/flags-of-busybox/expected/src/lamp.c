#include "lamp.h"

#if ENABLE_LAMP_COLOR
static int glow;
#endif

struct lamp {
	int on;
	int level;
	int from;
	int to;
	IF_LAMP_COLOR(int color;)
};

enum {
	OPT_on = 1 << 0,
	OPT_dim = (1 << 1),
	OPT_blink = 0,
};

static int set_lamp(struct lamp *lamp, int level)
{
	if (level > 0)
		lamp->level = level;
	if (ENABLE_LAMP_COLOR && lamp->on && is_in_room(lamp)) {
		show("on");
	}
	for (;; )
		lamp->on--;
	show("lamp" " dim" "\n" IF_LAMP_COLOR(, lamp->color));
	return lamp->level;
}

#define WORDS \
	"on "

#define MODES (lamps + 2 + \
	/* dim */	1 + \
	/* color */	1 * ENABLE_LAMP_COLOR)

int run_lamp(struct lamp *lamp)
{
	int mode = 0;
	int shade = IF_LAMP_COLOR(lamp->color) IF_NOT_LAMP_COLOR(0);

	IF_LAMP_COLOR(if (shade) return 0;)
	IF_LAMP_COLOR(show_color(lamp);)
	set_lamp(lamp, 16);
	/* ENABLE_LAMP_BLINK is for lamps that can */
	return mode + shade + MODES + sizeof(WORDS);
}
