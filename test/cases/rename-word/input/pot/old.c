#ifdef CONFIG_DRINK_TEA
int tea_as_before;
#endif
