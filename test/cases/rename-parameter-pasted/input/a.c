#include "a.h"

int sum(void)
{
	return LAMP_SUM(x, 3);
}
LAMP_DECLARE(y, 4);
