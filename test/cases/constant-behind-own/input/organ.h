struct organ {
	int pipes;
};

#ifndef CONFIG_BELLOWS
#define blow(organ)
#endif

int play(struct organ *organ);
