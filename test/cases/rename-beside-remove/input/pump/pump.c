/* Needs ARCH_HAS_PUMP_ALL. */
#if defined(CONFIG_PUMP_ALL) && defined(CONFIG_ARCH_HAS_PUMP_ALL)
int all;
#endif

int pump(void)
{
	if (IS_ENABLED(CONFIG_PUMP_ALL) && IS_ENABLED(CONFIG_ARCH_HAS_PUMP_ALL))
		return 1;
	return IS_ENABLED(CONFIG_ARCH_HAS_PUMP_ALL);
}
