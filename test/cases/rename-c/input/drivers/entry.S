	.globl	lamp_switch_on		/* lamp_switch_on */
lamp_switch_on:
	mov	$LAMP_LIMIT, %eax
