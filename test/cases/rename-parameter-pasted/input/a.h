#define LAMP_SUM(w, nr)	((w##nr) * w + (nr) + s.nr)
#define LAMP_NAME(w)	#w
#define LAMP_DECLARE(w, nr) \
	static int w##nr = w(nr); \
	static const char *name = #nr;
