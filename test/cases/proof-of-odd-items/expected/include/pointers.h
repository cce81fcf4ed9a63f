extern void (*ring_start)(unsigned long tune);

chime_t *chime_keep(chime_mem mem);
