#include "bell.h"
int main(void)
{
	bell_stop();
	return 0;
}
