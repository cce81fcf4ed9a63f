int yard;

#ifdef CONFIG_OVEN
int yard_door;
#endif
