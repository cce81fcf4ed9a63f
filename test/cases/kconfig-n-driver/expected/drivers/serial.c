#include "serial.h"

int serial_open(void)
{
	return 0;
}
