#include <linux/lock.h>

int take_lock(struct lock *lock)
{
	struct task *curr = current;

	curr->depth++;
	return curr->depth;
}

static struct cookie __pin_lock(struct lock *lock)
{
	struct cookie cookie = { 0 };

	return cookie;
}

void set_lock(struct lock *lock)
{
	enter();
	do_set(lock);
	leave();
}
EXPORT_SYMBOL(set_lock);

struct cookie pin_lock(struct lock *lock)
{
	return __pin_lock(lock);
}

void drop_lock(struct lock *lock)
{
	enter();
	do_drop(lock);
	leave();
}
