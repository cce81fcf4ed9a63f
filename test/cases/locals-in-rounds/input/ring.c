struct ring {
	int count;
	int failed;
};

int take_one(struct ring *ring, int batch);
void drop_one(struct ring *ring, int batch);
void fill_one(struct ring *ring, int i);
void drain_one(struct ring *ring, int i);

int fill_ring(struct ring *ring)
{
	int batch, i, count = ring->count;

	if (!IS_ENABLED(CONFIG_FAST_PATH))
		goto err;

	for (batch = 0; batch < count; batch++) {
		if (take_one(ring, batch))
			goto err_take;
	}
	for (i = 0; i < batch; i++)
		fill_one(ring, i);
	return 0;

err_take:
	while (--batch >= 0)
		drop_one(ring, batch);
err:
	ring->failed++;
	return count;
}

int drain_ring(struct ring *ring)
{
	int i, left;
	int batch, last;

	if (!IS_ENABLED(CONFIG_FAST_PATH))
		goto err;

	for (batch = 0; batch < ring->count; batch++) {
		if (take_one(ring, batch))
			goto err_take;
	}
	for (last = 0, i = 0; i < batch; i++)
		drain_one(ring, i);
	left = i;
	return left;

err_take:
	while (--batch >= 0)
		drop_one(ring, batch);
err:
	ring->failed++;
	return -5;
}
