#include "press.h"

/*
 * With PRESS_GO the press starts at once; PRESS_COLD_START_LATE is something else.
 */
#if IS_ENABLED(CONFIG_PRESS_GO)		/* the quick way */
static int quick;
#else /* !CONFIG_PRESS_GO */
static int slow;
#endif /* CONFIG_PRESS_GO || CONFIG_PRESS_GO_MODULE */

#define PRESS_START(x)						\
	do {							\
		if (IS_ENABLED(CONFIG_PRESS_GO))		\
			(x)->started++;				\
	} while (0)

static const struct press_ops ops = {
	.start		= press_start,
	.starts_at_once_when_cold_and_quiet = IS_ENABLED(CONFIG_PRESS_GO),
	.short_one =
		IS_ENABLED(CONFIG_PRESS_GO),
};

int press_start(struct press *press, const char *name)
{
	press->is_started_at_once_when_cold = IS_BUILTIN(CONFIG_PRESS_GO);

	if (press->temperature_in_kelvin < 300 && IS_MODULE(CONFIG_PRESS_GO))
		return 1;
	if (press->temperature < 300 && /* cold */
	    IS_MODULE(CONFIG_PRESS_COLD_START_LATE))
		return 1;
	return strcmp(name, "CONFIG_PRESS_GO") || defined_at(name,
		"PRESS_COLD_START is on");
}
