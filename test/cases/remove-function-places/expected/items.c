#include <stddef.h>

struct item {
	int size;
	struct item *next;
};

int printf(const char *format, ...);
int next_number(void);
void note(int number);

#define size_of_item(key) (find_item(key)->size)

int main(void)
{
	struct item *item = NULL, *other;
	int count = 0, i, size;

	size = find_item(1)->size + (*find_item(2)).size;
	other = item;
	for (i = 0; i < 0; i++)
		count++;
	size ? (void)0 : note(2);
	next_number();
	count++;
	log_item((note(1), 2));
	if (size) {
	} else if (!count)
		note(3);
	note(4);
	switch (0) {
	case 0:
		note(5);
		break;
	}
	count += size_of_item(1);
	printf("%d %d\n", 0, size);
	return count;
}
