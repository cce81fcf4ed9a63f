#include "include/device.h"

int engine_ctor(struct engine *engine)
{
	unit_init(&engine->spare);
	return unit_init(&engine->unit);
}

int engine_probe(struct engine *engine)
{
	int ret;

	ret = engine_ctor(engine);
	if (ret)
		return ret;
	return engine->id;
}
