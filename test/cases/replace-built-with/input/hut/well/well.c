int well;

#ifdef CONFIG_OVEN_DOOR
int well_door;
#endif
