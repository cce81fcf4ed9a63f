#ifndef QUEUE_H
#define QUEUE_H

extern int queue_debug;
extern int queue_count;

enum queue_kind {
	QUEUE_NEW,	/* the usual one */
	QUEUE_MIDDLE,
	QUEUE_OLD,	/* nobody has one */
};

struct queue_stats {
	int count;
};

struct queue_stats *queue_stats_of(int kind);
int queue_kind(enum queue_kind kind);

#endif
