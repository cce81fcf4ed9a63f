#ifdef CONFIG_FAST
int a;
#endif
