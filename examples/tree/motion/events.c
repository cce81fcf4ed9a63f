#include "motion.h"

int motion_event(struct joint *joint, const char *what)
{
	return queue_event(joint, what);
}
