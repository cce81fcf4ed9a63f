int lamp_raw(int watts);

#define lamp_nice(watts)	lamp_raw(watts)
