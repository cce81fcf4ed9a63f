#if defined(CONFIG_OVEN) && !defined(CONFIG_ICE)
int hot;
#endif /* CONFIG_OVEN && !CONFIG_ICE */

#if !(defined(CONFIG_OVEN) && !defined(CONFIG_ICE))
int cold;
#elif defined(CONFIG_BREAD)
int crust;
#endif

#if defined(CONFIG_BREAD) || (IS_ENABLED(CONFIG_OVEN) && !IS_ENABLED(CONFIG_ICE))
int baked;
#endif

#ifdef CONFIG_OVEN
#ifndef CONFIG_ICE
int rising;
#endif
#endif

int bake(int dough)
{
	if (IS_ENABLED(CONFIG_OVEN) && !IS_ENABLED(CONFIG_ICE))
		return dough;
	if (dough && (IS_ENABLED(CONFIG_OVEN) && !IS_ENABLED(CONFIG_ICE)))
		return 2;
	if (!(IS_ENABLED(CONFIG_OVEN) && !IS_ENABLED(CONFIG_ICE)) && dough)
		return 3;
	/* CONFIG_OVEN_HOT burns */
	return IS_ENABLED(CONFIG_OVEN) && !IS_ENABLED(CONFIG_ICE);
}
