typedef struct {
	int (*hook)(int a);
	int (*lift)(int a);
} tool_ops_t;

struct tool {
	unsigned int bits : 3, : 2, more : 3;
	int grip;
	union {
		int wide;
		struct {
			int low, *high;
		};
	};
	struct inner {
		int depth;
	} inner, *inners;
	DECLARE_BITMAP(marks, 8);
	struct_group(header,
		int head;
		int tail;
	);
	ODD_MEMBER(odd)
	tool_ops_t ops;
	int (*table[2])(struct tool *tool);
#ifdef CONFIG_TOOL
	int extra;
#endif
};

struct box {
	struct tool tools[2];
	struct tool *(*pick)(struct box *box, int nr);
	struct inner *(*deep)(struct box *box);
};

extern struct box *boxes[];
struct tool *tool_of(struct box *box);
#define BOX(nr) (boxes[nr])
#define TOOL_OF(box, nr) (&(box)->tools[nr])
#define for_each_tool(tool, box) for (tool = (box)->tools; tool; tool++)
