#include "pump.h"

int user_close(struct user *u)
{
	int err;

	pump_stop(u->pump, 0);
	pump_stop(u->pump, 1);

	pump_stop(u->pump, 2);

	err = user_free(u);
	if (err)
		return err;

	pump_stop(u->pump, 3);

	pump_stop(u->pump, 4);
	return 0;
}

int user_pause(struct user *u)
{
	int ret = 0;

	pump_stop(u->pump, 0);

	user_note(u);
	return ret;
}

int user_reset(struct user *u, int hard)
{
	int ret = 0;

	if (hard) {
		pump_stop(u->pump, 9);
		return 0;
	}
	pump_stop(u->pump, 1);
	ret |= user_wipe(u);
	pump_stop(u->pump, 1);
	u->last = 0;
	return ret;
}

int user_end(struct user *u)
{
	pump_stop(u->pump, 1);
	return 0;
}

void user_drop(struct user *u)
{
	pump_stop(u->pump, 1);
	user_put(u);
	pump_stop(u->pump, 1);
}
