/* Needs ARCH_HAS_PUMP. */
#ifdef CONFIG_ARCH_HAS_PUMP
int all;
#endif

int pump(void)
{
	if (IS_ENABLED(CONFIG_ARCH_HAS_PUMP))
		return 1;
	return IS_ENABLED(CONFIG_ARCH_HAS_PUMP);
}
