/* Parts of the driver ask each other for functions. */
#ifdef CONFIG_DIAL_PARTS
#define DIAL_EXPORT_SYMBOL(sym)	EXPORT_SYMBOL_NS_GPL(sym, DIAL)
#else
#define DIAL_EXPORT_SYMBOL(sym)
#endif

int dial_turn(int steps);
int dial_get_left(int pin);
int dial_get_right(int pin);
