#ifndef HINT_H
#define HINT_H
#define HINT_NONE 0
#endif
