/* Needs CONFIG_FAST. */
int note;
