int ring_add(struct ring *r)
{
	unsigned long flags = 0;
	int err = check(r);

	if (flags & 2)
		return -1;
	if (r->busy)
		flags |= 4;
	return commit(r, flags) + err;
}

int ring_put(struct ring *r)
{
	int count = 3;

#ifdef CONFIG_RING_DEBUG
	if (r->debug)
		count++;
#endif
	return commit(r, count, true);
}

int ring_list(struct ring *r)
{
	int slot = 0;
	int found = 0;

	ring_for_each(r, slot)
		found += look(r, slot);
	return found;
}

int ring_size(struct ring *r)
{
	int big = 1;

	return sizeof(big) + commit(r, big);
}

int ring_fill(struct ring *r, int n)
{
	return ring_add(r) + ring_put(r) + ring_size(r) + ring_list(r) + n;
}
