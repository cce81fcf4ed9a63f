	.globl	lamp_on			/* lamp_on */
lamp_on:
	mov	$LAMP_MAXIMUM, %eax
