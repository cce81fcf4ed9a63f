#include "../inc/door.h"
#include "../inc/trace.h"

struct lock;

int door_open(int code)
{
	door_hinge(code);
	trace_door_opens(DOOR_OPEN);
	if (code == DOOR_LAST || code == DOOR_FIRST)
		return -1;
	return code == DOOR_CODE_OPEN ? DOOR_SHUT : DOOR_OPEN;
}
