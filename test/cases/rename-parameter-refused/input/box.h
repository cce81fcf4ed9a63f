/**
 * fill_box() - fills a box
 * @box: the box
 * @len: how much
 */
int fill_box(struct box *box, int len);
#ifdef CONFIG_LID
int close_box(struct box *box, int len);
#else
#define close_box(box, len) (0)
#endif
#define pack_box(box, len) fill_box(box, (len) + 1)
