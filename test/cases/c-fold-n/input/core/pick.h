int pick(int n);
