#ifndef ATTR_H
#define ATTR_H

/* Kept out of the way of hot code. */
#ifdef __GNUC__
#define __slowpath __attribute__((__cold__))
#else
#define __slowpath
#endif

#define __placed(section)	__attribute__((__section__(section)))
#define __start			__placed(".start") __slowpath	\
				__noinline
#define __stop	__attribute__((__noinline__)) \
		__slowpath

static inline __slowpath int attr_test(int first,
				       int second)
{
	return first + second;
}

void attr_fail(int code) __slowpath;
int __slowpath attr_long_name(int first, int second,
			      int third);
#endif
