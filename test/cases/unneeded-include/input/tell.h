#ifndef TELL_H
#define TELL_H
void tell_all(int count);
#endif
