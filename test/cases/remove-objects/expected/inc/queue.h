#ifndef QUEUE_H
#define QUEUE_H

enum queue_kind {
	QUEUE_NEW,	/* the usual one */
	QUEUE_MIDDLE,
};

struct queue_stats *queue_stats_of(int kind);
int queue_kind(enum queue_kind kind);

#endif
