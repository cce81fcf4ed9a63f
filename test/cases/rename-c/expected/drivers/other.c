#include "lamp.h"

static int helper_two(void)
{
	return lamp_on(NULL, LAMP_MAXIMUM,
		       LAMP_BLUE) + some_other_function(LAMP_MAXIMUM, 1, 2);
}

int other(void)
{
	return helper_two();
}
