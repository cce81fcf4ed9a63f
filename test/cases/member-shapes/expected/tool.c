#include "tool.h"

static struct box box = {
	.tools = {
		{ .inner = { .depth = 2 } },
		[1] = { .bits = 1, .ops = { .lift = NULL } },
	},
};

int use(struct box *own, int nr)
{
	struct tool *tool, copy = { .wide = 1 };
	int sum = 0;

	for_each_tool(tool, own)
		;
	sum += own->pick(own, nr)->grip;
	sum += own->deep(own)->depth + copy.inner.depth + copy.inners->depth;
	sum += copy.low + *copy.high + copy.head + copy.extra;
	sum += copy.table[0](&copy);
	return sum + tool_of(own)->inner.depth + copy.more;
}
