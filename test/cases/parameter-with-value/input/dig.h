struct man;
struct spade {
	int edge;
	int length;
};

int dig(struct man *who, int depth, int wide);
int mark(int (*by)(int a, int b), int marks[4], struct man __iomem *man, typeof(int) last, unsigned);
#define DIG(wide) dig(NULL, 4, wide)
int next(void);
extern int (*way[2])(int);
