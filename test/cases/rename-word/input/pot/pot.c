/* TEA is hot. CONFIG_TEA makes it. CONFIG_TEAPOT and MYCONFIG_TEA are others. */
#define TEA 1
#define RESTS	(IS_ENABLED(CONFIG_TEA) ? TEA : 0)
#if CONFIG_IS_ENABLED(TEA) && CONFIG_IF_ENABLED_INT(TEAPOT, TEA)
int tea;
#endif
#define WITH(x) IS_ENABLED(CONFIG_##x)
int cup = WITH(TEA);
