#ifdef CONFIG_OVEN_HOT
int hot;
#endif /* CONFIG_OVEN_HOT */

#ifndef CONFIG_OVEN_HOT
int cold;
#elif defined(CONFIG_OVEN_HOT) && defined(CONFIG_BREAD)
int crust;
#endif

#if defined(CONFIG_BREAD) || IS_ENABLED(CONFIG_OVEN_HOT)
int baked;
#endif

#ifdef CONFIG_OVEN
#ifdef CONFIG_OVEN_HOT
int rising;
#endif
#endif

int bake(int dough)
{
	if (IS_ENABLED(CONFIG_OVEN_HOT))
		return dough;
	if (dough && IS_ENABLED(CONFIG_OVEN_HOT))
		return 2;
	if (!IS_ENABLED(CONFIG_OVEN_HOT) && dough)
		return 3;
	/* CONFIG_OVEN_HOT burns */
	return IS_ENABLED(CONFIG_OVEN_HOT);
}
