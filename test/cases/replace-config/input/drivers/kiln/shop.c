#include <kiln.h>

#if defined(CONFIG_KILN) && defined(CONFIG_KILN_FIRING)
static int shop_heat(struct kiln *kiln)
{
	return kiln->glow;
}
#endif /* CONFIG_KILN && CONFIG_KILN_FIRING */

static int shop_cold(void)
{
	return 1;
}

int shop_open(struct kiln *kiln)
{
#ifdef CONFIG_KILN
#ifdef CONFIG_KILN_FIRING
	if (IS_ENABLED(CONFIG_KILN_FIRING))
		return shop_heat(kiln);
#else
	return shop_cold();
#endif
#elif defined(CONFIG_KILN_FIRING) || defined(CONFIG_WINTER)
	return 2;
#endif
#if !defined(CONFIG_KILN_FIRING) || !defined(CONFIG_KILN) || defined(CONFIG_CLAY)
	return 3;
#endif
#ifdef CONFIG_KILN_FIRING
	return 4;
#endif /* CONFIG_KILN_FIRING */
	/* CONFIG_KILN_FIRING would be warmer */
	return 0;
}

int shop_close(struct kiln *kiln, int late)
{
	if (late && IS_ENABLED(CONFIG_KILN) && IS_ENABLED(CONFIG_KILN_FIRING))
		return 1;
	if (IS_ENABLED(CONFIG_KILN_FIRING) ||
	    IS_ENABLED(CONFIG_KILN))
		return 2;
	/* Not the same: ! binds more closely. */
	return !IS_ENABLED(CONFIG_KILN_FIRING) && IS_ENABLED(CONFIG_KILN);
}
