struct node {
	int value;
	struct list_head *other;
};

struct leaf {
	struct list_head link;
};

struct pair {
	int first;
	int last;
};

static struct pair pairs[] = { { 1, 3 } };

#define LINK_OF(node, which) ((node)->which)
#define NAME_OF(which) (global_node.which)

int sum(struct list_head *head, struct list_head *leaves)
{
	struct node *node;
	struct leaf *leaf;
	int result = offsetof(struct node, link) - offsetof(struct leaf, link);

	list_for_each_entry(node, head, link)
		result += node->value;
	list_for_each_entry(leaf, leaves, link)
		result += LINK_OF(leaf, link).next != NULL;
	use(&node->link, NAME_OF(link));
	INIT_LIST_HEAD(&leaf->link);
	if (pairs[0].count > result)
		return 0;
	return result + pairs[0].last;
}
