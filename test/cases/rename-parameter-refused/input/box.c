#include "box.h"

int fill_box(struct box *box, int len)
{
	int i;

	for (i = 0; i < len; i++)
		put(box, i, sizeof(struct len), box->len);
	return len;
}

int close_box(struct box *box, int len)
{
	int count = box->count;

	return count - len;
}

int open_box(struct box *box, int len)
{
	if (len)
		goto count;
	return len;
count:
	return 0;
}

int shut_box(struct box *box, int len, int count)
{
	return len + count;
}
