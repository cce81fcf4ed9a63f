#include <slots.h>

#define SLOT_TABLE(_name)			\
	.name = #_name,				\
	.shift = order(64),	\
	.label = TEXT_OF(SLOTS_ ## CONFIG_CPU_SLOTS)

static struct slot_table first = { SLOT_TABLE(first) };
