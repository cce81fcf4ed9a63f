struct queue {
	int len;
};
