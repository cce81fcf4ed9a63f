#include "a.h"

enum step {
	STEP_NONE = 0,
	STEP_FIRST,
};

enum gear {
	GEAR_SLOW = 1,
	GEAR_FAST,
};

struct frame {
	struct frame_head {
		int size;
	} head;
	int used;
};

struct outer {
	enum { OUTER_ONE, OUTER_TWO } kind;
};

struct lonely {
	enum { LONELY_ONE, LONELY_TWO } kind;
};

/* Time after which it is told again */
#define TELL_AGAIN 1000
/* Time for which nothing is told */
#define TELL_NEVER 500
#define TELL_EVER 501

void tell(struct host *host)
{
	enum step step = STEP_NONE;
	enum gear gear = GEAR_SLOW;
	struct frame frame;
	struct outer outer = { OUTER_ONE };
	struct lonely lonely = { LONELY_ONE };

	if (host->users)
		step = STEP_FIRST;
	say(host, step, gear, frame.used, outer.kind, lonely.kind, TELL_AGAIN);
}

int first(struct host *host)
{
	struct frame_head head = { 1 };

	return host->users == STEP_FIRST + OUTER_TWO + head.size + TELL_NEVER + TELL_EVER;
}
