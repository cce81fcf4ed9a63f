#include "a.h"

enum step {
	STEP_NONE = 0,
	STEP_FIRST,
};

struct frame {
	struct frame_head {
		int size;
	} head;
};

struct outer {
	enum { OUTER_ONE, OUTER_TWO } kind;
};

/* Time for which nothing is told */
#define TELL_NEVER 500
#define TELL_EVER 501

int first(struct host *host)
{
	struct frame_head head = { 1 };

	return host->users == STEP_FIRST + OUTER_TWO + head.size + TELL_NEVER + TELL_EVER;
}
