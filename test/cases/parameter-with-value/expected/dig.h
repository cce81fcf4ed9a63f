struct man;
struct spade {
	int length;
};

int dig(int wide);
int mark(int (*by)(int a, int b), struct man __iomem *man, typeof(int) last, unsigned);
#define DIG(wide) dig(wide)
int next(void);
extern int (*way[2])(int);
