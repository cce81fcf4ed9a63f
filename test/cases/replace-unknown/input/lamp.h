int lamp_raw(int watts);
int lamp_nice(int watts);
