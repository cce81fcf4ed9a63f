int space;
