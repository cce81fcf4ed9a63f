extern int stopped;
void stop(int why);
