int hose2;
