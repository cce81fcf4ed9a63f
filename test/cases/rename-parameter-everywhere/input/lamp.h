struct lamp;

/**
 * struct lamp_ops - what a lamp can do
 * @light: lights nr lamps
 */
struct lamp_ops {
	int (*light)(struct lamp *lamp, int nr, int (*each)(int));
	int (*dim)(struct lamp *lamp, int nr);
};

#define LAMP_WATTS(w, nr)	((w) * nr)

/**
 * lamp_light() - lights some
 * @lamp: the first of them
 * @nr: how many
 *
 * Lights @nr of them.
 */
int lamp_light(struct lamp *lamp, int nr, int (*each)(int));
