#include "queue.h"

int queue_poll(struct queue *q)
{
	return READ_ONCE(q->len);
}

void queue_start(struct queue *q, int n)
{
	WRITE_ONCE(q->len, n);
	next_state(q);
}

int queue_state(struct queue *q)
{
	int state = 0;

	return state + q->len;
}

void queue_maybe(struct queue *q, int n)
{
	q->len = n;
}

void queue_stop(struct queue *q)
{
	if (q->len)
		q->len = 0;
	if (smp_load_acquire(&q->ready))
		q->len = 2;
	smp_store_mb(q->ready, 1);
}
