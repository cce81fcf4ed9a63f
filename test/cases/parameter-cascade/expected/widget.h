struct widget {
	int count;
	int last;
	int logged;
};

int widget_open(struct widget *w);
int widget_turn(struct widget *w);
