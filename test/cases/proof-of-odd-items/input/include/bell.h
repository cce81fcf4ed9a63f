void bell_ring(const char *tune, int times) FAST_FUNC;
void bell_stop(void) FAST_FUNC;
void *bell_get(int n) FAST_FUNC RETURNS_MALLOC;
