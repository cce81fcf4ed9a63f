#ifdef CONFIG_FAST
int space;
#endif
