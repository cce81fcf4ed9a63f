#define LAMP_COUNT 2
