#ifdef CONFIG_SPL_BUILD
#define _CONFIG_PREFIX SPL_
#else
#define _CONFIG_PREFIX
#endif
#define config_val(cfg) _config_val(_CONFIG_PREFIX, cfg)
#define CONFIG_VAL(option) config_val(option)
#define CONFIG_IS_ENABLED(option) 1
