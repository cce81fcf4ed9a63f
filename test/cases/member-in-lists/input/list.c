struct s {
	int m;
	int n;
};

struct other {
	int m;
};

struct pair {
	int key;
	struct s first;
	struct s more[2];
	struct other other;
};

typedef struct {
	struct s inner;
	int m;
} holder_t;

static struct pair by_position = { 1, { .m = 2, .n = 3 }, { { .m = 4 }, { .n = 5 } }, { .m = 6 } };

static struct pair by_name = {
	.key = 1,
	.first = { .n = 3, .m = 2 },
	.more = {
		[0] = { .m = 4, .n = 1 },
		[1] = { .m = 5 },
	},
	.other = { .m = 6 },
};

static struct pair after_name = { .key = 1, { .m = 2, .n = 4 } };

static holder_t held = { { .m = 1, .n = 2 }, .m = 3 };

static struct { struct s own; int m; } unnamed[] = {
	{ { .m = 1, .n = 1 }, .m = 2 },
	{ .own = { .n = 2, .m = 2 }, .m = 3 },
};

int use(struct pair *p, const struct s *s);

int locals(int a)
{
	int b = a, c[] = { 1, 2 };
	struct s one = { .m = b, .n = c[0] }, two = { .n = 1, .m = 2 };
	struct local { struct s s; } three = { { .m = 1, .n = a } };
	struct pair four = { .first = (struct s){ .m = 1, .n = 2 } };

	for (int i = 0; i < 2; i++) {
		struct s five = { .m = i, .n = i };

		use(&four, &five);
	}
	switch (a) {
	case 1: {
		struct other six = { .m = 1 };

		return six.m;
	}
	}
	use(&four, &(struct s){ .n = 1, .m = 2 });
	use(&(struct pair){ .first.m = 1, .first.n = 2, .more[1].m = 3 }, &two);
	return three.s.n + one.n + held.m + held.inner.n + unnamed[0].m + unnamed[0].own.n + by_name.key +
	       by_position.other.m + by_name.more[0].n + after_name.key + four.first.n;
}
