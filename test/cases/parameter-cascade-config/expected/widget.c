static int widget_go(struct widget *w)
{
	return w->slow;
}

static int widget_wait(struct widget *w, int fast)
{
	return w->slow;
}

static int widget_stop(struct widget *w, int fast)
{
	return w->slow;
}

static int widget_kept(struct widget *w, int fast)
{
	return w->slow;
}

const struct widget_ops widget_ops = {
	.kept = widget_kept,
};

int widget_run(struct widget *w, int fast)
{
	return widget_go(w) + widget_wait(w, fast) +
	       widget_stop(w, widget_change_speed_and_tell_me_all_about_it(w));
}

int widget_walk(struct widget *w, int fast)
{
	return widget_go(w) + widget_kept(w, fast);
}
