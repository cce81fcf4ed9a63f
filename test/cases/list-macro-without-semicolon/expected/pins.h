#define LIST_OF_PINS	\
	PIN(reset)	\
	PIN(power)

#define PIN(name) int get_ ## name(void);
LIST_OF_PINS
#undef PIN

int pins_open(void);

#define PIN(name) PIN_ ## name,
enum pins {
	LIST_OF_PINS
};
#undef PIN
