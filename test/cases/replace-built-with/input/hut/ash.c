int ash;

#ifdef CONFIG_OVEN_DOOR
int ash_door;
#endif
