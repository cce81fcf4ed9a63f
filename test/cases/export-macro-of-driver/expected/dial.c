#include "dial.h"

int dial_turn(int steps)
{
	return dial_get_left(steps) - dial_get_right(steps);
}

#define DIAL_GETTER(side)			\
int dial_get_ ## side(int pin)			\
{ return read_pin(pin, #side); }
#define __dial_say(word)			\
void __dial_ ## word(void)			\
{ say(#word); }

__dial_say(hello)
__dial_say(bye)
DIAL_GETTER(left);
DIAL_GETTER(right);

#define DIAL_NOTE(step)				\
	note(step);
static int dial_noted;

static int __init dial_init(void)
{
	DIAL_NOTE(dial_noted);
	return dial_turn(0);
}
module_init(dial_init);
