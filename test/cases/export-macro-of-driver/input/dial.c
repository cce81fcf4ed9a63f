#include "dial.h"

int dial_turn(int steps)
{
	return dial_get_left(steps) - dial_get_right(steps);
}
DIAL_EXPORT_SYMBOL(dial_turn);

#define DIAL_GETTER(side)			\
int dial_get_ ## side(int pin)			\
{ return read_pin(pin, #side); }		\
DIAL_EXPORT_SYMBOL(dial_get_ ## side)
#define __dial_say(word)			\
void __dial_ ## word(void)			\
{ say(#word); }

__dial_say(hello)
DIAL_EXPORT_SYMBOL(__dial_hello);
__dial_say(bye)
DIAL_EXPORT_SYMBOL(__dial_bye);
DIAL_GETTER(left);
DIAL_GETTER(right);

#define DIAL_NOTE(step)				\
	note(step);				\
	DIAL_EXPORT_SYMBOL(step)
static int dial_noted;

static int __init dial_init(void)
{
	DIAL_NOTE(dial_noted);
	return dial_turn(0);
}
module_init(dial_init);
