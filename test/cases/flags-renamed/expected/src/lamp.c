#if ENABLE_LAMP_DIMMER && !ENABLE_LAMP_FLASH
int level;
#endif

void set(int IF_LAMP_DIMMER(level) IF_NOT_LAMP_DIMMER(on))
{
	if (ENABLE_LAMP_FLASH)
		flash("lamp" IF_LAMP_FLASH(" blinks"));
	ENABLE_LAMP_DIMS();
}
