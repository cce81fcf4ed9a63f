#define LAMP_SUM(watts, nr)	((watts##nr) * watts + (nr) + s.nr)
#define LAMP_NAME(watts)	#watts
#define LAMP_DECLARE(w, count) \
	static int w##count = w(count); \
	static const char *name = #count;
