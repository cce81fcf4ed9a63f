#include "gizmo.h"

#define GIZMO_FAST 1

/**
 * gizmo_start - get a gizmo going
 * @g: the gizmo
 * @flags: how to go about it; nothing but %GIZMO_FAST
 *	has been thought of yet
 * @speed: how fast it shall go
 *
 * Return: 0, or what went wrong.
 */
int gizmo_start(struct gizmo *g,
		unsigned int flags,
		int speed)
{
	if (flags & GIZMO_FAST)
		return gizmo_kick(g);
	trace_gizmo(g, flags);
	return gizmo_spin(g, speed | flags);
}
EXPORT_SYMBOL_GPL(gizmo_start);

void gizmo_reset(int unused)
{
	(void)unused;
	gizmo_stop_all();
}
