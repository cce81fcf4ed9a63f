int well;

#ifdef CONFIG_OVEN
int well_door;
#endif
