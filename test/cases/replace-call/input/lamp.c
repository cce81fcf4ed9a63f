#include "lamp.h"

/**
 * lamp_zap - zaps
 * @lamp: what
 * @from: where
 * @count: how much
 */
void lamp_zap(struct lamp *lamp, unsigned long from, unsigned long count)
{
	lamp->first = from + count;
}
EXPORT_SYMBOL(lamp_zap);

int lamp_sum(int a, int b)
{
	return a + b;
}
