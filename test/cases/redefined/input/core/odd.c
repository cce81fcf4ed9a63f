#undef CONFIG_FAST
#ifdef CONFIG_FAST
int a;
#endif
