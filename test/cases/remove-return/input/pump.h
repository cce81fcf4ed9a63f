struct pump {
	int state;
};

struct user {
	struct pump *pump;
	int last;
};

#ifdef CONFIG_PUMP
int __must_check pump_stop(struct pump *p, int how);
#else
static inline int pump_stop(struct pump *p, int how)
{
	return 0;
}
#endif

extern int
pump_stop(struct pump *p, int how);

#define pump_halt(p)	((void)pump_stop(p, 0))
