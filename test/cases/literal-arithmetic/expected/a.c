int yes_0;
#if 6 % 0
int yes_1;
#else
int no_1;
#endif
int yes_2;
int no_3;
int no_4;
int yes_5;
int yes_6;
int yes_7;
int no_8;
int yes_9;
int yes_10;
#if 6 << 64
int yes_11;
#else
int no_11;
#endif
int yes_12;
int yes_13;
int yes_14;
int yes_16;
int yes_17;
#if 6 / 0
int yes_18;
#else
int no_18;
#endif
int yes_19;
int no_20;
int yes_21;
int yes_22;
int yes_23;
#if CUP
int yes_25;
#else
int no_25;
#endif
#ifdef CUP
int yes_26;
#else
int no_26;
#endif
int yes_27;
