struct queue {
	int len;
	int ready;
};
