enum mode {
	MODE_A,
	OLD_MODE,
	MODE_B,
	MODE_C,
};
extern int table[4];
#define LIMIT 4
int stop(int how);
int go(int how);
