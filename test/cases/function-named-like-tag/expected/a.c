#include "a.h"

int run(struct push_label *label, struct pop_label *other)
{
	return label->size;
}
