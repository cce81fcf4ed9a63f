#ifdef CONFIG_PRESS_GO_MODULE
	/* PRESS_GO as a module */
	nop
#endif
