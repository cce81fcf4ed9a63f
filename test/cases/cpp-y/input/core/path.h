#ifndef CORE_PATH_H
#define CORE_PATH_H

struct path {
	int length;
#ifdef CONFIG_FAST
	int cached;
#endif
	int width;
};

#ifdef CONFIG_FAST
int path_fast(struct path *p);
#else /* !CONFIG_FAST */
static inline int path_fast(struct path *p)
{
	return 0;
}
#endif /* CONFIG_FAST */

#if defined(CONFIG_WIDE) && defined(CONFIG_FAST)
#define PATH_MAX_WIDTH 64
#elif defined(CONFIG_DEBUG) || !defined(CONFIG_FAST)
#define PATH_MAX_WIDTH 16
#else
#define PATH_MAX_WIDTH 32
#endif

#endif /* CORE_PATH_H */
