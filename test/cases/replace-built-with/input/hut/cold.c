int cold;

#ifdef CONFIG_OVEN_DOOR
int cold_door;
#endif
