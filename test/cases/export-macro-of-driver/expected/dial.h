/* Parts of the driver ask each other for functions. */

int dial_turn(int steps);
int dial_get_left(int pin);
int dial_get_right(int pin);
