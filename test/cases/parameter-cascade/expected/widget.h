struct widget;
int widget_open(struct widget *w);
int widget_turn(struct widget *w);
