int a;
#ifdef CONFIG_FAST
int b;
#else
int c;
#endif
int d;
