int crust;

int crust_door;
