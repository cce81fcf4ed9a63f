#if CONFIG_WIDTH - 7U > 0
int big;
#else
int small;
#endif

#if CONFIG_WIDTH - 7 > 0
int big2;
#else
int small2;
#endif

#if CONFIG_WIDTH + 'a' == 103
int letter;
#endif

#if CONFIG_WIDTH == '\x06'
int six;
#else
int other;
#endif

#if -1 > CONFIG_WIDTH * 1u
int wraps;
#endif

#if CONFIG_WIDTH == ~-7
int inv;
#endif
