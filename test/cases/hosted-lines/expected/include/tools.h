int ring(const char *what, int times);
