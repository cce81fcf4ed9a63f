#include "include/device.h"

int engine_probe(struct engine *engine)
{
	return engine->id;
}
