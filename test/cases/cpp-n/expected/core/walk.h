int walk(int n);
