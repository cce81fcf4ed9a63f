int run_all(int n);
