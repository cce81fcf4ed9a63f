#include "motion.h"

static int stop_by_hand(struct joint *joint)
{
	joint->speed = 0;
	return 0;
}

int motion_start(struct joint *joint)
{
	BUILD_BUG_ON(!IS_ENABLED(CONFIG_MOTION_EVENTS));

	joint->speed = 1;
#ifdef CONFIG_MOTION_EVENTS
	motion_event(joint, "start");
#endif
	return 0;
}

int motion_stop(struct joint *joint)
{
	if (IS_ENABLED(CONFIG_MOTION_EVENTS)) {
		joint->speed = 0;
		return motion_event(joint, "stop");
	} else {
		return stop_by_hand(joint);
	}
}
