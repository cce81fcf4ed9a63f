int ash;

int ash_door;
