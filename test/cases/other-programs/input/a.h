extern int stopped;
void stop(int how, int why);
