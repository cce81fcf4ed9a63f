#if defined(CONFIG_FAST) && defined(CONFIG_WIDE)
int both;
#elif defined(CONFIG_FAST)
int fast;
#else
int none;
#endif
