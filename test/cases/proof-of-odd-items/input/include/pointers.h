extern void (*ring_finish)(unsigned long tune);
extern void (*ring_start)(unsigned long tune);
