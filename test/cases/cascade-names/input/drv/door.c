#include "../inc/door.h"
#include "../inc/trace.h"

struct hinge;
struct lock;

static int hinge_state(struct hinge *hinge)
{
	return hinge ? DOOR_BROKEN : DOOR_SLAMMED;
}

static void door_slam(int code, struct hinge *hinge)
{
	if (code == DOOR_CODE_SLAM || code == DOOR_MIDDLE)
		trace_door_slams(hinge_state(hinge));
	trace_door_falls(code);
}

int door_open(int code)
{
	door_slam(code, door_hinge(code));
	trace_door_opens(DOOR_OPEN);
	if (code == DOOR_LAST || code == DOOR_FIRST)
		return -1;
	return code == DOOR_CODE_OPEN ? DOOR_SHUT : DOOR_OPEN;
}
