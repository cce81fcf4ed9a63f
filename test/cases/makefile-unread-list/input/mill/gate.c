int gate;
