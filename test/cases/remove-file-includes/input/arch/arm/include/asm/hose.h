int hose;
