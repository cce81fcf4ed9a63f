int hinge;

int hinge_door;
