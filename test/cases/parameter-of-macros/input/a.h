struct host {
	int users;
};

int next(void);
int report(int how);
#ifdef CONFIG_HOST
void __stop(struct host *host, int how);
#else
#define __stop(host, how) do { } while (0)
#endif
#define stop(host, how) __stop(host, how)
#define stop2(host, how)		\
	do {				\
		stop(host, how);	\
	} while (0)
static inline void stop3(struct host *host, int how)
{
	__stop(host, how);
}
#define stop4(host, how) ((host)->how = (how), __stop(host, how))
static inline int next_of(struct host *host)
{
	return host->users;
}
