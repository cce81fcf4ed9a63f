struct inner {
	int run;
	int at;
};

struct other {
	int run;
};

struct box {
	struct inner *in;
	struct other *other;
};
