int big;

int small2;

int letter;

#if 6 == '\x06'
int six;
#else
int other;
#endif

int wraps;

int inv;
