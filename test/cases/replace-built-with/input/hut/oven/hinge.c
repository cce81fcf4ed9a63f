int hinge;

#ifdef CONFIG_OVEN_DOOR
int hinge_door;
#endif
