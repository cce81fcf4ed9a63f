#ifdef CONFIG_LONE
static inline void free_times(struct store *s)
{
}
#else
static void free_times(struct store *s)
{
	release(s->times);
}
#endif

/* a macro may be a label's name, too */
#define last done

int store_open(struct store *s)
{
	if (!take(s))
		goto free_times;
	return 0;

free_times:
	free_times(s);
	release(s);
	return -1;
}

int store_close(struct store *s)
{
	if (!s)
		goto last;
#ifndef CONFIG_LONE
	if (s->last == 1)
		goto last;
#endif
	release(s);
last:
	return 0;
}
