#ifndef TOLD_H
#define TOLD_H
#define TOLD_NOW (1 << 3)
#endif
