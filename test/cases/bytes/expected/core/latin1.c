/* café */
char *s = "ÿþ";
int last; /* é */