#include "attr.h"

static int counter __placed(".counters") = 3;
static int other_counter __placed(".counters");
static void __slowpath
attr_report(int code)
{
	int (*fail)(int) __slowpath = 0;

	fail(code);
}

/* __slowpath, as it fails */
__slowpath
void attr_fail(int code)
{
	attr_report(code + counter + other_counter);
}
