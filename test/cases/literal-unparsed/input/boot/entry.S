#include <slots.h>

#ifdef CONFIG_CPU_SLOTS
#define SLOTS CONFIG_CPU_SLOTS
#else
#define SLOTS 1
#endif

/* One word for each of CONFIG_CPU_SLOTS. */
slot_table:
	.zero (CONFIG_CPU_SLOTS << 2)
	add sp, sp, CONFIG_STACK_GAP
#if CONFIG_CPU_SLOTS > 32
	.long SLOTS
#endif
