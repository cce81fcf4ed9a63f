#include <kiln.h>

#ifdef CONFIG_KILN
static int shop_heat(struct kiln *kiln)
{
	return kiln->glow;
}
#endif /* CONFIG_KILN */

int shop_open(struct kiln *kiln)
{
#ifdef CONFIG_KILN
	if (IS_ENABLED(CONFIG_KILN))
		return shop_heat(kiln);
#elif defined(CONFIG_WINTER)
	return 2;
#endif
#if !defined(CONFIG_KILN) || defined(CONFIG_CLAY)
	return 3;
#endif
#ifdef CONFIG_KILN
	return 4;
#endif /* CONFIG_KILN */
	/* CONFIG_KILN would be warmer */
	return 0;
}

int shop_close(struct kiln *kiln, int late)
{
	if (late && IS_ENABLED(CONFIG_KILN))
		return 1;
	if (IS_ENABLED(CONFIG_KILN))
		return 2;
	/* Not the same: ! binds more closely. */
	return !IS_ENABLED(CONFIG_KILN) && IS_ENABLED(CONFIG_KILN);
}
