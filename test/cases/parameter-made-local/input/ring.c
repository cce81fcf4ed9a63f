int ring_add(struct ring *r, unsigned long flags)
{
	int err = check(r);

	if (flags & 2)
		return -1;
	if (r->busy)
		flags |= 4;
	return commit(r, flags) + err;
}

int ring_put(struct ring *r, int count, bool force)
{
#ifdef CONFIG_RING_DEBUG
	if (r->debug)
		count++;
#endif
	return commit(r, count, force);
}

int ring_list(struct ring *r, int slot)
{
	int found = 0;

	ring_for_each(r, slot)
		found += look(r, slot);
	return found;
}

int ring_size(struct ring *r, int big)
{
	return sizeof(big) + commit(r, big);
}

int ring_fill(struct ring *r, int n)
{
	return ring_add(r, 0) + ring_put(r, 3, true) + ring_size(r, 1) + ring_list(r, 0) + n;
}
