#include "lamp.h"

static int helper_two(void)
{
	return lamp_switch_on(NULL, LAMP_LIMIT,
			      LAMP_BLUE) + some_other_function(LAMP_LIMIT, 1, 2);
}

int other(void)
{
	return helper_two();
}
