int a;
#ifndef CONFIG_FAST
int b;
#endif