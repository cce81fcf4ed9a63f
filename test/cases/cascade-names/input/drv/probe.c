int probe_door(void)
{
	return register_trace_door_falls(probe_falls, 0);
}
