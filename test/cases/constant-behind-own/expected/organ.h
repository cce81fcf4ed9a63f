struct organ {
	int pipes;
};

#define blow(organ)

int play(struct organ *organ);
