int drain(struct queue *queue)
{
	lock(queue);
	try_threads(queue);

	return unlock(queue);
}
