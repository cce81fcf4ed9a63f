#define LAMP_LEVEL 2

struct lamp {
	int bright;
};
