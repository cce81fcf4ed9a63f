struct widget;
int widget_open(struct widget *w);
