#include "queue.h"

int queue_poll(struct queue *q)
{
	if (READ_ONCE(q->ready))
		return 1;
	while (READ_ONCE(q->ready))
		cpu_relax();
	return READ_ONCE(q->len);
}

void queue_start(struct queue *q, int n)
{
	WRITE_ONCE(q->ready, 1);
	WRITE_ONCE(q->len, n);
	WRITE_ONCE(q->ready, next_state(q));
}

int queue_state(struct queue *q)
{
	int state = READ_ONCE(q->ready);

	return state + q->len;
}

void queue_maybe(struct queue *q, int n)
{
	if (n)
		WRITE_ONCE(q->ready, n);
	q->len = n;
}

void queue_stop(struct queue *q)
{
	smp_store_release(&q->ready, 0);
	if (!READ_ONCE(q->ready) && q->len)
		q->len = 0;
	if (smp_load_acquire(&q->ready))
		q->len = 2;
	smp_store_mb(q->ready, 1);
}
