struct inner {
	int x;
	int y[4];
};

struct s {
	int m;
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
	use(a = s->m);
	use(s->m = a);
	take(&s->m);
	s->m += read();
	s->m = read();
	next()->m = 1;
	use(next()->m);
	use(in->y[s->m] + (s)->m + (*s).m + (&s[1])->m);
	(s->m) = 2;
	s->n = s->m = 3;
	if (!s->m && a)
		use(1);
	for (s->m = 0; s->m < a; s->m++)
		use(2);
	return s->m ? a : -s->m;
}
