#include <linux/kconfig.h>

int open_valve(int);
void note(int);
int *gauge(void);

int label_before(int a)
{
	if (a)
		goto out;
	note(1);
out:
	if (IS_ENABLED(CONFIG_PUMP))
		note(2);
	return a;
}

int label_before_block(int a)
{
	if (a)
		goto out;
	note(1);
out:
	if (IS_ENABLED(CONFIG_PUMP)) {
		int b = open_valve(a);

		note(b);
	}
	return a;
}

int dangling(int a, int b)
{
	if (a)
		if (IS_ENABLED(CONFIG_PUMP))
			if (b)
				note(1);
			else
				note(2);
		else
			note(3);
	else
		note(4);
	return 0;
}

int dangling_kept(int a, int b)
{
	if (a)
		if (IS_ENABLED(CONFIG_PUMP)) {
			if (b)
				note(1);
		} else
			note(3);
	else
		note(4);
	return 0;
}

int in_switch(int a)
{
	switch (a) {
	case 3:
		if (!IS_ENABLED(CONFIG_PUMP)) {
	case 4:
			note(4);
		}
		break;
	}
	return 0;
}

int loops(int a)
{
	do {
		if (!IS_ENABLED(CONFIG_PUMP))
			break;
		note(a);
	} while (IS_ENABLED(CONFIG_PUMP) && a--);
	for (; IS_ENABLED(CONFIG_PUMP); a--)
		if (a < 0)
			return a;
	return 0;
}

int empty_branches(int a)
{
	if (IS_ENABLED(CONFIG_PUMP)) {
	} else {
		note(1);
	}
	if (a)
		if (!IS_ENABLED(CONFIG_PUMP))
			note(2);
	while (a-- && !IS_ENABLED(CONFIG_PUMP))
		note(3);
	return a ? IS_ENABLED(CONFIG_PUMP) ? 1 : 2 : 3;
}

int with_struct(int a)
{
	if (IS_ENABLED(CONFIG_PUMP)) {
		struct local { int x; } l = { a };

		note(l.x);
	}
	if (IS_ENABLED(CONFIG_PUMP)) {
		struct local { long y; } l = { a };

		note(l.y);
	}
	return 0;
}

int across(int a)
{
	if (IS_ENABLED(CONFIG_PUMP)) {
		note(1);
#ifdef CONFIG_VALVE
	} else {
		note(2);
#endif
	}
	return a;
}

int forever(int a)
{
	for (; !IS_ENABLED(CONFIG_PUMP) || a;)
		a = open_valve(a);
	for (a = 0; IS_ENABLED(CONFIG_PUMP) || a < 3; a++)
		note(a);
	return a;
}

int for_ever(int a)
{
	for (; IS_ENABLED(CONFIG_PUMP);)
		a = open_valve(a);
}
