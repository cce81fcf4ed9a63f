typedef long long s64;

struct bell {
	s64 a[4], b[4], lo, hi;
};

int ring(struct bell *bell, int n)
{
	s64 res;
	s64 rt, rs;

	if (IS_ENABLED(CONFIG_BELL_QUIET))
		return -1;

	rt = bell->a[n];
	rs = bell->b[n];
	res = rt * rs;

	bell->lo = res;
	__asm__ __volatile__(
		"mul %0, %1, %2\t\n"
		: "=r"(res)
		: "r"(rt), "r"(rs));

	bell->hi = res;

	return 0;
}
