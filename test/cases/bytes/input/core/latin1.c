/* café */
#ifdef CONFIG_FAST
char *s = "ÿþ";
#endif
int last; /* é */