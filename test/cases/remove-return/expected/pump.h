struct pump {
	int state;
};

struct user {
	struct pump *pump;
	int last;
};

#ifdef CONFIG_PUMP
void pump_stop(struct pump *p, int how);
#else
static inline void pump_stop(struct pump *p, int how)
{
}
#endif

extern void
pump_stop(struct pump *p, int how);

#define pump_halt(p)	pump_stop(p, 0)
