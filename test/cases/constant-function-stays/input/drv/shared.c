static void note_speed(struct engine *e)
{
#ifndef CONFIG_LONE
	e->speed = read_speed(e);
#endif
}

void engine_start(struct engine *e)
{
	note_speed(e);
	turn_on(e);
}
