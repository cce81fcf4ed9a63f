int bread;

#ifdef CONFIG_OVEN_DOOR
int bread_door;
#endif
