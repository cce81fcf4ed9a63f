#ifndef GIZMO_H
#define GIZMO_H

struct gizmo;

#ifdef CONFIG_GIZMO
int gizmo_start(struct gizmo *g, unsigned int flags, int speed);
void gizmo_reset(int);
#else
static inline int gizmo_start(struct gizmo *g, unsigned int flags, int speed)
{
	return 0;
}
static inline void gizmo_reset(int unused) { }
#endif

#define gizmo_restart(g, speed)				\
	do {						\
		gizmo_start(g, 0,			\
			    speed);			\
		gizmo_start(g,				\
			    0,				\
			    speed);			\
	} while (0)

#endif
