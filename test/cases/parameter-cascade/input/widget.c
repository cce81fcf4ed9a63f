#include "widget.h"

struct range {
	int from;
	int to;
	int how;
};

static int widget_scan(struct widget *w, struct range *r, int how);

static int widget_last(struct widget *w, int how)
{
	return w->last;
}

static int widget_probe(struct widget *w, int how)
{
	(void)how;
	return widget_last(w, how) + widget_probe(w, how);
}

static void widget_note(struct widget *w, int how)
{
	w->count++;
}

static void widget_hook(struct widget *w, int how)
{
	w->count--;
}

static void widget_log(struct widget *w, int how)
{
	w->logged++;
}

int widget_open(struct widget *w, int how)
{
	const struct range range = {
		.from = 1,
		.how = how,
		.to = 2,
	};
	int err;

	err = widget_probe(w, how);
	if (err)
		return err;
	widget_note(w, how);
	widget_set_hook(w, widget_hook);
	return widget_scan(w, &range, how);
}

static int widget_scan(struct widget *w, struct range *r, int how)
{
	widget_note(w, 1);
	return r->from;
}

int widget_reopen(struct widget *w)
{
	int how = 0;

	if (w->odd) {
		how = 1;
	} else {
		how = 2;
	}
	return widget_open(w, how);
}

int widget_turn(struct widget *w, int how)
{
	widget_spin(w, how);
	widget_log(w, how);
	return 0;
}
