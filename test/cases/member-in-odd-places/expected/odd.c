struct inner {
	int x;
	int y[4];
};

struct s {
	int n;
};

struct s *next(void);
int read(void);
void take(int *p);
void use(int a);

int odd(struct s *s, struct inner *in, int a)
{
	use(sizeof(s->m));
	use(s->m++);
	use(a = 0);
	use(a);
	take(&s->m);
	read();
	read();
	next()->m = 1;
	use(next()->m);
	use(in->y[0]);
	s->n = 3;
	if (a)
		use(1);
	for (; 0 < a; )
		use(2);
	return -0;
}
