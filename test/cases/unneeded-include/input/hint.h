#ifndef HINT_H
#define HINT_H
#define HINT_NONE 0
void hint_all(int count);
#endif
