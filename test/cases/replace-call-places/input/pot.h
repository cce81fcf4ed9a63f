struct pot {
	int level;
};

int pour(struct pot *pot, int cup);
void fill(struct pot *pot, int much, int quick);
void fill_up(int much, int quick, struct pot *pot);
int twice(int x);
void rinse(struct pot *pot);
int next(void);
#define POUR_ALL(pot) pour(pot, 3)
#define POUR_TWICE(pot, cup) (pour(pot, cup) + pour((pot), twice(cup)))
#define POUR_ONE pour(one, 1)
