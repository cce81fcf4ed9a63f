#ifndef ATTR_H
#define ATTR_H

#define __start				\
				__noinline
#define __stop	__attribute__((__noinline__))

static inline int attr_test(int first,
			    int second)
{
	return first + second;
}

void attr_fail(int code);
int attr_long_name(int first, int second,
		   int third);
#endif
