int yard;

#ifdef CONFIG_OVEN_DOOR
int yard_door;
#endif
