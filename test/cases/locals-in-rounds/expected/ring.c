struct ring {
	int count;
	int failed;
};

int fill_ring(struct ring *ring)
{
	int count = ring->count;

	goto err;

err:
	ring->failed++;
	return count;
}

int drain_ring(struct ring *ring)
{
	goto err;

err:
	ring->failed++;
	return -5;
}
