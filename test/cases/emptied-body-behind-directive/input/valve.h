#ifdef CONFIG_VALVE
void valve_reserve(void);
#else
static inline void valve_reserve(void) { }
#endif
