enum mode {
	MODE_A,
	OLD_MODE,
	MODE_B,
	MODE_C,
};
#define LIMIT 4
int go(int how);
