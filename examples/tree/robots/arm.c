#include "../motion/motion.h"

int arm_wave(struct joint *elbow)
{
	int error = motion_start(elbow);

	return error ? error : motion_stop(elbow);
}
