#ifndef KILN_H
#define KILN_H

struct kiln {
	int id;
#ifdef CONFIG_KILN_FIRING
	int glow;
#endif
#ifdef CONFIG_KILN
	int door;
#endif

#ifdef CONFIG_KILN
	int latch;
#endif
};

#ifdef CONFIG_KILN_FIRING
int fire_start(struct kiln *kiln);
#else
static inline int fire_start(struct kiln *kiln) { return 0; }
#endif

#endif
