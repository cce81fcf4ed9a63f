extern void (*ring_start)(unsigned long tune);
