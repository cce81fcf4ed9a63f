struct s {
	int m;
	int n;
};

struct box {
	struct s pair[2];
	struct s rest[];
};

static struct box open = {
	.pair[0].n = 1,
	.pair[1].m = 2,
	.rest[3].m = 5,
};

int sum(const struct box *box)
{
	return open.pair[0].n + box->rest[0].n;
}
