struct lamp {
	unsigned long first;
	unsigned long last;
};

enum lamp_kind { LAMP_ODD, LAMP_EVEN };

void lamp_zap(struct lamp *lamp, unsigned long from, unsigned long count);
void lamp_zap_all(struct lamp *lamp);
void lamp_zap_some(struct lamp *lamp, unsigned long from, unsigned long count,
		   void *details);
int lamp_has(enum lamp_kind kind);
int lamp_sum(int a, int b);
int lamp_twice(int a);
int lamp_next(void);
int lamp_reverse(int b, int a);
int lamp_swap(int a, int b);
void lamp_log(int level, const char *text, ...);
void lamp_print(const char *text, ...);
int lamp_trace(struct lamp *lamp, int level);

#define lamp_clear(lamp)						\
	lamp_zap(lamp, 0, 1)

void *lamp_alloc(unsigned long size, int flags);
void *lamp_array(int count, unsigned long size, int flags);
