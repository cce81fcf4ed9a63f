struct widget {
	int count;
	int last;
	int logged;
	int odd;
};

int widget_open(struct widget *w, int how);
int widget_turn(struct widget *w, int how);
