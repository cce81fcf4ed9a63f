#include <slots.h>

#define SLOTS 64

/* One word for each of CONFIG_CPU_SLOTS. */
slot_table:
	.zero (64 << 2)
	add sp, sp, (-16)
	.long SLOTS
