int blade;
