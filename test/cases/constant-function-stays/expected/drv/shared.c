static void note_speed(struct engine *e)
{
}

void engine_start(struct engine *e)
{
	turn_on(e);
}
