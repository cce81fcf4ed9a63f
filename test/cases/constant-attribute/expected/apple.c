#include "apple.h"

int eat(struct apple __red *apple, const struct apple __green *other)
{
	return apple->weight + other->weight;
}
