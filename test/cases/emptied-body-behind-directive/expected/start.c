int meter_reserve(void);

void start(void)
{
#ifdef CONFIG_METER
	/* The meter comes first. */
	if (meter_reserve() == 0)
#endif
		{}
	go();
}
