#include "pump.h"

int user_close(struct user *u)
{
	int err;

	(void)pump_stop(u->pump, 0);
	pump_stop(u->pump, 1);

	err = pump_stop(u->pump, 2);
	if (err)
		return err;

	err = user_free(u);
	if (err)
		return err;

	if (pump_stop(u->pump, 3))
		pr_warn("can't stop it\n");

	return pump_stop(u->pump, 4);
}

int user_pause(struct user *u)
{
	int ret = pump_stop(u->pump, 0);

	if (ret < 0)
		goto out;
	user_note(u);
out:
	return ret;
}

int user_reset(struct user *u, int hard)
{
	int ret = 0;

	if (hard)
		return pump_stop(u->pump, 9);
	ret |= pump_stop(u->pump, 1);
	ret |= user_wipe(u);
	u->last = pump_stop(u->pump, 1);
	return ret;
}

int user_end(struct user *u)
{
	int ret;

	ret = pump_stop(u->pump, 1);
	return ret;
}

void user_drop(struct user *u)
{
	int ret;

	ret = pump_stop(u->pump, 1);
	if (ret) {
		pr_err("failed\n");
		return;
	}
	user_put(u);
	WARN_ON(pump_stop(u->pump, 1));
}
