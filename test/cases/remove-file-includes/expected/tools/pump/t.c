#include <linux/pump.h>

int main(void)
{
	return 0;
}
