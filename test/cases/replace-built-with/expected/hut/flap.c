int flap;

int flap_door;
