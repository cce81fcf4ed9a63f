struct s {
	int n;
};

static struct s list[] = {
	[0] = { .n = 1 },
	[3] = {},
};

static struct s sized[4] = {
	[0].n = 1,
};

static struct s more[] = {
	[0].n = 1,
	[3].n = 6,
};

static struct s larger[] = {
	[3].n = 6,
};

static struct s next[] = {
	[2].m = 5,
	{ .n = 3 },
};

static struct s last[] = {
	[2].n = 5,
	[3].m = 3,
	{ .n = 3 },
};

int count(void)
{
	return ARRAY_SIZE(list);
}
