#include "gizmo.h"

/**
 * gizmo_start - get a gizmo going
 * @g: the gizmo
 * @speed: how fast it shall go
 *
 * Return: 0, or what went wrong.
 */
int gizmo_start(struct gizmo *g,
		int speed)
{
	trace_gizmo(g, 0);
	return gizmo_spin(g, speed);
}
EXPORT_SYMBOL_GPL(gizmo_start);

void gizmo_reset(void)
{
	gizmo_stop_all();
}
