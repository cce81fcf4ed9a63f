int cold;

#ifdef CONFIG_OVEN
int cold_door;
#endif
