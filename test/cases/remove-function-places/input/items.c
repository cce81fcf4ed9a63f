#include <stddef.h>

struct item {
	int size;
	struct item *next;
};

int printf(const char *format, ...);
int next_number(void);
void note(int number);

static int seen;

static struct item *find_item(int key)
{
	static struct item items[4];

	seen++;
	return &items[key & 3];
}

static int count_items(struct item *item)
{
	return item ? 1 + seen : 0;
}

static void log_item(int number)
{
	note(number);
}

#define log_twice(number) (log_item(number), log_item(number))
#define size_of_item(key) (find_item(key)->size)

static void log_last(int key)
{
	return log_item(key);
}

int main(void)
{
	struct item *item = find_item(3), *other;
	int count = 0, i, size;

	size = find_item(1)->size + (*find_item(2)).size;
	other = find_item(0) ? find_item(0) : item;
	if (other && count_items(other) > 0)
		size++;
	while (count_items(item))
		count++;
	for (i = 0; i < count_items(item); i++, log_item(i))
		count++;
	size ? log_item(1) : note(2);
	size ? log_item(1) : log_item(2);
	log_item(next_number());
	log_item(count++);
	log_item((note(1), 2));
	if (size)
		log_item(size);
	else if (count)
		log_item(count);
	else
		note(3);
	do
		log_item(i);
	while (i--);
	if (count_items(item) == 0 && !find_item(2))
		note(4);
	switch (count_items(item)) {
	case 0:
		note(5);
		break;
	}
	log_twice(1);
	log_last(2);
	count += count_items(item) + size_of_item(1);
	printf("%d %d\n", count_items(find_item(3)), size);
	return count_items(other) ?: count;
}
