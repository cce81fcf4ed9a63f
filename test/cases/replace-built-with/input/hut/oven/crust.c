int crust;

#ifdef CONFIG_OVEN_DOOR
int crust_door;
#endif
