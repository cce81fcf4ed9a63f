struct s {
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

static struct pair by_position = { 1, { .n = 3 }, { { }, { .n = 5 } }, { .m = 6 } };

static struct pair by_name = {
	.key = 1,
	.first = { .n = 3 },
	.more = {
		[0] = { .n = 1 },
		[1] = { },
	},
	.other = { .m = 6 },
};

static struct pair after_name = { .key = 1, { .m = 2, .n = 4 } };

static holder_t held = { { .n = 2 }, .m = 3 };

static struct { struct s own; int m; } unnamed[] = {
	{ { .n = 1 }, .m = 2 },
	{ .own = { .n = 2 }, .m = 3 },
};

int use(struct pair *p, const struct s *s);

int locals(int a)
{
	int c[] = { 1, 2 };
	struct s one = { .n = c[0] }, two = { .n = 1 };
	struct local { struct s s; } three = { { .n = a } };
	struct pair four = { .first = (struct s){ .n = 2 } };

	for (int i = 0; i < 2; i++) {
		struct s five = { .n = i };

		use(&four, &five);
	}
	switch (a) {
	case 1: {
		struct other six = { .m = 1 };

		return six.m;
	}
	}
	use(&four, &(struct s){ .n = 1 });
	use(&(struct pair){ .first.n = 2 }, &two);
	return three.s.n + one.n + held.m + held.inner.n + unnamed[0].m + unnamed[0].own.n + by_name.key +
	       by_position.other.m + by_name.more[0].n + after_name.key + four.first.n;
}
