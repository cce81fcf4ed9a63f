/* a macro may be a label's name, too */
#define last done

int store_open(struct store *s)
{
	if (!take(s))
		goto free_times;
	return 0;

free_times:
	release(s);
	return -1;
}

int store_close(struct store *s)
{
	if (!s)
		goto last;
	release(s);
last:
	return 0;
}
