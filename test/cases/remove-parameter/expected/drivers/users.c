#include "gizmo.h"

extern void gizmo_reset(void);

struct user {
	int gizmo_start;
	int (*start)(struct gizmo *g, unsigned int flags, int speed);
};

static unsigned int next_flags(void);

int user_open(struct user *u, struct gizmo *gizmo)
{
	int err;

	err = gizmo_start(user_first_gizmo_of_all(u), user_speed(u));
	if (err)
		return err;
	err = gizmo_start(user_second_gizmo_of_all(u), gizmo_start(gizmo, 3));
	if (!err && gizmo_start(gizmo, 0) &&
	    gizmo_start(gizmo, next_flags(), 0))
		gizmo_reset();
	user_schedule(u, u->gizmo_start);
	return 0;
}
