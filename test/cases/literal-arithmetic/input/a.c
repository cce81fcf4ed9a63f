#if CONFIG_LITRES % 4 == 2
int yes_0;
#else
int no_0;
#endif
#if CONFIG_LITRES % 0
int yes_1;
#else
int no_1;
#endif
#if CONFIG_LITRES <= 6
int yes_2;
#else
int no_2;
#endif
#if CONFIG_LITRES >= 7
int yes_3;
#else
int no_3;
#endif
#if CONFIG_LITRES != 6
int yes_4;
#else
int no_4;
#endif
#if +CONFIG_LITRES == 6
int yes_5;
#else
int no_5;
#endif
#if -CONFIG_LITRES < 0
int yes_6;
#else
int no_6;
#endif
#if ~CONFIG_LITRES == -7
int yes_7;
#else
int no_7;
#endif
#if !CONFIG_LITRES
int yes_8;
#else
int no_8;
#endif
#if CONFIG_LITRES << 2 == 24
int yes_9;
#else
int no_9;
#endif
#if CONFIG_LITRES >> 1 == 3
int yes_10;
#else
int no_10;
#endif
#if CONFIG_LITRES << 64
int yes_11;
#else
int no_11;
#endif
#if (CONFIG_LITRES & 3) == 2
int yes_12;
#else
int no_12;
#endif
#if (CONFIG_LITRES | 1) == 7
int yes_13;
#else
int no_13;
#endif
#if (CONFIG_LITRES ^ 5) == 3
int yes_14;
#else
int no_14;
#endif
#if 0 || CONFIG_LITRES
int yes_16;
#else
int no_16;
#endif
#if CONFIG_LITRES / 4 == 1
int yes_17;
#else
int no_17;
#endif
#if CONFIG_LITRES / 0
int yes_18;
#else
int no_18;
#endif
#if CONFIG_LITRES - 7U > 0
int yes_19;
#else
int no_19;
#endif
#if CONFIG_LITRES == 'a'
int yes_20;
#else
int no_20;
#endif
#if CONFIG_LITRES == 0x6UL
int yes_21;
#else
int no_21;
#endif
#if CONFIG_LITRES == 06
int yes_22;
#else
int no_22;
#endif
#if CONFIG_LITRES == 0b110
int yes_23;
#else
int no_23;
#endif
#if CONFIG_LITRES > 5 ? CUP : POT
int yes_25;
#else
int no_25;
#endif
#if CONFIG_LITRES * 2 == 12 && defined(CUP)
int yes_26;
#else
int no_26;
#endif
#if CONFIG_LITRES == 6 || defined(CUP)
int yes_27;
#else
int no_27;
#endif
