#include "gizmo.h"

extern void gizmo_reset(int how);

struct user {
	int gizmo_start;
	int (*start)(struct gizmo *g, unsigned int flags, int speed);
};

static unsigned int next_flags(void);

int user_open(struct user *u, struct gizmo *gizmo)
{
	unsigned int flags = 0;
	int err;

	if (u->gizmo_start)
		flags = 1;
	err = gizmo_start(user_first_gizmo_of_all(u), flags, user_speed(u));
	if (err)
		return err;
	err = gizmo_start(user_second_gizmo_of_all(u), GIZMO_SLOW | GIZMO_SAFE,
			  gizmo_start(gizmo, /* none */ 0, 3));
	if (!err && gizmo_start(gizmo, 0, 0) &&
	    gizmo_start(gizmo, next_flags(), 0))
		gizmo_reset(0);
	user_schedule(u, u->gizmo_start);
	return 0;
}
