#include <stdio.h>

void stop(int how, int why)
{
	printf("%d %d\n", how, why);
}

int main(void)
{
	stop(1, 2);
	return 0;
}
