#ifndef GIZMO_H
#define GIZMO_H

struct gizmo;

#ifdef CONFIG_GIZMO
int gizmo_start(struct gizmo *g, int speed);
void gizmo_reset(void);
#else
static inline int gizmo_start(struct gizmo *g, int speed)
{
	return 0;
}
static inline void gizmo_reset(void) { }
#endif

#define gizmo_restart(g, speed)				\
	do {						\
		gizmo_start(g,				\
			    speed);			\
		gizmo_start(g,				\
			    speed);			\
	} while (0)

#endif
