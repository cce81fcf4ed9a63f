int bread;

#ifdef CONFIG_OVEN
int bread_door;
#endif
