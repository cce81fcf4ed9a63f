#include "lamp.h"
	call	lamp_on			/* lamp_switch_on */
	mov	$LAMP_LIMIT, %eax
