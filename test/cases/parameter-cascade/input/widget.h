struct widget;
int widget_open(struct widget *w, int how);
int widget_turn(struct widget *w, int how);
