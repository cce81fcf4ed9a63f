#ifndef MOTION_H
#define MOTION_H

struct joint {
	int speed;
};

int motion_start(struct joint *joint);
int motion_stop(struct joint *joint);

#ifdef CONFIG_MOTION_EVENTS
int motion_event(struct joint *joint, const char *what);
#else /* !CONFIG_MOTION_EVENTS */
static inline int motion_event(struct joint *joint, const char *what)
{
	return 0;
}
#endif /* CONFIG_MOTION_EVENTS */

#endif /* MOTION_H */
