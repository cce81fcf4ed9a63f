#include <linux/lock.h>

static void check_chain(struct task *curr)
{
#ifdef CONFIG_DEBUG_CHAIN
	if (curr->chain != curr->key)
		complain(curr);
#endif
}

int take_lock(struct lock *lock)
{
	struct task *curr = current;

	curr->depth++;
	check_chain(curr);
#ifdef CONFIG_DEBUG_CHAIN
	if (!debug_locks)
		return 0;
#endif
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
	if (do_set(lock))
		check_chain(current);
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
	if (do_drop(lock))
		check_chain(current);
	leave();
}
