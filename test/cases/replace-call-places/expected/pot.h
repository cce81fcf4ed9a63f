struct pot {
	int level;
};

void fill_up(int much, int quick, struct pot *pot);
int twice(int x);
int next(void);
#define POUR_ALL(pot) ((pot)->level - 3)
#define POUR_TWICE(pot, cup) (((pot)->level - (cup)) + ((pot)->level - ((cup) + (cup))))
#define POUR_ONE (one->level - 1)
