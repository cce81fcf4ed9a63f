typedef long long s64;

struct bell {
	s64 a[4], b[4], lo, hi;
};

int ring(struct bell *bell, int n)
{
	return -1;
}
