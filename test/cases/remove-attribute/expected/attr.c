#include "attr.h"

static int counter = 3;
static int other_counter;
static void
attr_report(int code)
{
	int (*fail)(int) = 0;

	fail(code);
}

/* __slowpath, as it fails */
void attr_fail(int code)
{
	attr_report(code + counter + other_counter);
}
