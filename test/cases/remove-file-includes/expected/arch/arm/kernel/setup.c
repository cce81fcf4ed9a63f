int setup;
