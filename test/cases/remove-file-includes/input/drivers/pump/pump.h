#define PUMP_LOCAL 1
