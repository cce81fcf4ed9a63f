static void send_kicks(struct queue *rest)
{
#ifdef CONFIG_STEERING
	kick(rest);
#endif
}

int drain(struct queue *queue)
{
	struct queue *rest = queue;

	lock(queue);
	if (!try_threads(queue)) {
#ifdef CONFIG_STEERING
		rest = queue->pending;
		queue->pending = 0;
#endif
		/* kick the others */
		send_kicks(rest);
	}

	return unlock(queue);
}
