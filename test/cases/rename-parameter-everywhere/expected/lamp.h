struct lamp;

/**
 * struct lamp_ops - what a lamp can do
 * @light: lights nr lamps
 */
struct lamp_ops {
	int (*light)(struct lamp *lamp, int count, int (*each)(int));
	int (*dim)(struct lamp *lamp, int nr);
};

#define LAMP_WATTS(watts, nr)	((watts) * nr)

/**
 * lamp_light() - lights some
 * @lamp: the first of them
 * @count: how many
 *
 * Lights @count of them.
 */
int lamp_light(struct lamp *lamp, int count, int (*each)(int));
