int flap;

#ifdef CONFIG_OVEN_DOOR
int flap_door;
#endif
