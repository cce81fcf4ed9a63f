struct push_label {
	int size;
};

struct pop_label;
