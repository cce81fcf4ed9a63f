#ifndef BELL_H
#define BELL_H

#define BELL_LOUD 3

#endif /* BELL_H */
