#include "widget.h"

struct range {
	int from;
	int to;
	int how;
};

static int widget_scan(struct widget *w, struct range *r);

static int widget_last(struct widget *w)
{
	return w->last;
}

static int widget_probe(struct widget *w)
{
	return widget_last(w) + widget_probe(w);
}

static void widget_note(struct widget *w)
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

int widget_open(struct widget *w)
{
	const struct range range = {
		.from = 1,
		.to = 2,
	};
	int err;

	err = widget_probe(w);
	if (err)
		return err;
	widget_note(w);
	widget_set_hook(w, widget_hook);
	return widget_scan(w, &range);
}

static int widget_scan(struct widget *w, struct range *r)
{
	widget_note(w);
	return r->from;
}

int widget_reopen(struct widget *w)
{
	return widget_open(w);
}

int widget_turn(struct widget *w)
{
	widget_spin(w, how);
	widget_log(w, how);
	return 0;
}
