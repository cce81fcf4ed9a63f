extern void (*ring_finish)(unsigned long tune);
extern void (*ring_start)(unsigned long tune);

typedef void chime_cb_t(struct bell *bell);
typedef void (*chime_cb)(struct bell *bell);
typedef chime_t *chime_p;

#ifdef CONFIG_RING
int chime(struct bell *bell, chime_cb_t *cb, chime_cb other, chime_p it);
BELL_API chime_t* chime_get(chime_mem mem);
#endif
chime_t *chime_put(chime_mem mem);
chime_t *chime_keep(chime_mem mem);
