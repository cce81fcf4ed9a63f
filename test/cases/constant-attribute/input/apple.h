/* Which sort an apple is of */
#ifdef CONFIG_SORTS
# define SORT(name) __attribute__((sort(#name)))
#else
# define SORT(name) /* nothing */
#endif

#ifdef WORM
# define __red	__attribute__((red))
#else
# define __red	SORT(red)
#endif
#define __green	SORT(green)
#define __sort_of(x)	SORT(x)

struct apple {
	int weight;
};

int eat(struct apple __red *apple, const struct apple __green *other);
