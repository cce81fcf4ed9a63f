struct send_queue {
	int head;
	int max_parts;
	int max_bytes;
};

struct pair {
	struct send_queue sq;
	struct send_queue rq[2];
};

int check_limit(struct send_queue *queue);
