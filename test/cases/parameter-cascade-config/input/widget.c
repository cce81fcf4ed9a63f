static int widget_go(struct widget *w, int fast)
{
#ifdef CONFIG_FAST
	if (fast)
		return w->fast;
#endif
	return w->slow;
}

static int widget_wait(struct widget *w, int fast)
{
	return w->slow;
}

static int widget_stop(struct widget *w, int fast)
{
	if (IS_ENABLED(CONFIG_FAST) && fast)
		return 0;
	return w->slow;
}

static int widget_kept(struct widget *w, int fast)
{
	if (IS_ENABLED(CONFIG_FAST) && fast)
		return 0;
	return w->slow;
}

const struct widget_ops widget_ops = {
	.kept = widget_kept,
};

int widget_run(struct widget *w, int fast)
{
	return widget_go(w, fast) + widget_wait(w, fast) +
	       widget_stop(w, widget_change_speed_and_tell_me_all_about_it(w));
}

int widget_walk(struct widget *w, int fast)
{
	return widget_go(w, 1) + widget_kept(w, fast);
}
