/* light */
int lamp_nice(int watts);
