#define PUMP_GAIN 3
