struct tape;
#ifdef CONFIG_TAPE
int tape_read(struct tape *t, void *buf, int len);
int tape_write(struct tape *t, void *buf, int len);
#else
static inline int tape_read(struct tape *t, void *buf, int bytes)
{
	return 0;
}
#define tape_write(t, buf, len) (0)
#endif
