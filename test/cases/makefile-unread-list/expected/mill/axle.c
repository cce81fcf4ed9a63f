int axle;
