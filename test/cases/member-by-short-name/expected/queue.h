struct send_queue {
	int head;
	int max_parts;
};

struct pair {
	struct send_queue sq;
	struct send_queue rq[2];
};
