void bell_stop(void) FAST_FUNC;
