#if CONFIG_CPU_SLOTS > 32
int many = CONFIG_CPU_SLOTS;
#else
int few = CONFIG_CPU_SLOTS;
#endif

#if defined(CONFIG_DEBUG) && CONFIG_CPU_SLOTS < 8
int tiny;
#endif
