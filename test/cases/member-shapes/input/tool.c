#include "tool.h"

static struct box box = {
	.tools = {
		{ .grip = 1, .inner = { .depth = 2 } },
		[1] = { .bits = 1, .grip = 2, .ops = { .hook = NULL, .lift = NULL } },
	},
};

static const tool_ops_t ops = { .hook = NULL, };

static struct tool list[] = { { .head = 1, .grip = 3 }, { .tail = 2 } };

int use(struct box *own, int nr)
{
	struct tool *tool, copy = { .grip = 4, .wide = 1 };
	typeof(copy) second = copy;
	int sum = 0;

	for_each_tool(tool, own)
		sum += tool->grip;
	sum += own->pick(own, nr)->grip;
	sum += own->tools->grip + own->tools[nr].grip + (*own->tools).grip;
	sum += BOX(nr)->tools[0].grip;
	sum += TOOL_OF(own, nr)->grip + TOOL_OF(&box, 1)->grip;
	sum += boxes[0]->tools[1].grip + second.grip + list[nr].grip;
	sum += own->deep(own)->depth + copy.inner.depth + copy.inners->depth;
	sum += copy.low + *copy.high + copy.head + copy.extra;
	sum += copy.table[0](&copy);
	if (copy.ops.hook)
		sum += copy.ops.hook(1);
	if (ops.hook && ops.lift)
		sum += ops.lift(2);
	return sum + tool_of(own)->inner.depth + copy.more;
}
