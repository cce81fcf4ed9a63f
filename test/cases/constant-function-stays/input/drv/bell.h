struct bell {
	int count;
};

#define BELL_SHIFT 3
#define BELL_MAX 7

#ifdef CONFIG_LEVELS
void bell_forget(struct bell *b);
#else
void bell_not_there(void);
#define bell_forget(b) bell_not_there()
#endif

int bell_ring(struct bell *b);
