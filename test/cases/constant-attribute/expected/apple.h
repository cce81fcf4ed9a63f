/* Which sort an apple is of */

#ifdef WORM
# define __red	__attribute__((red))
#else
# define __red
#endif
#define __green
#define __sort_of(x)

struct apple {
	int weight;
};

int eat(struct apple __red *apple, const struct apple __green *other);
