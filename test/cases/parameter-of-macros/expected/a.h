struct host {
	int users;
};

int next(void);
int report(int how);
#ifdef CONFIG_HOST
void __stop(struct host *host);
#else
#define __stop(host) do { } while (0)
#endif
#define stop(host) __stop(host)
#define stop2(host)			\
	do {				\
		stop(host);		\
	} while (0)
static inline void stop3(struct host *host, int how)
{
	__stop(host);
}
#define stop4(host, how) ((host)->how = (how), __stop(host))
static inline int next_of(struct host *host)
{
	return host->users;
}
