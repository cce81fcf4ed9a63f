#if ENABLE_LAMP_DIM && !ENABLE_LAMP_BLINK
int level;
#endif

void set(int IF_LAMP_DIM(level) IF_NOT_LAMP_DIM(on))
{
	if (ENABLE_LAMP_BLINK)
		flash("lamp" IF_LAMP_BLINK(" blinks"));
	ENABLE_LAMP_DIMS();
}
