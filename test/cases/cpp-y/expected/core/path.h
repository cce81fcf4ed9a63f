#ifndef CORE_PATH_H
#define CORE_PATH_H

struct path {
	int length;
	int cached;
	int width;
};

int path_fast(struct path *p);

#ifdef CONFIG_WIDE
#define PATH_MAX_WIDTH 64
#elif defined(CONFIG_DEBUG)
#define PATH_MAX_WIDTH 16
#else
#define PATH_MAX_WIDTH 32
#endif

#endif /* CORE_PATH_H */
