	.text
#ifndef CONFIG_FAST
	nop
#else
	ret
#endif
