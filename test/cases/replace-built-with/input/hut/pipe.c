int pipe;

#ifdef CONFIG_OVEN_DOOR
int pipe_door;
#endif
