#ifdef CONFIG_PRESS_COLD_START_MODULE
	/* PRESS_COLD_START as a module */
	nop
#endif
