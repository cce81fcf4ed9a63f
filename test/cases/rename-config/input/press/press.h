/* Without the symbol's whole name this says nothing sure: PRESS_COLD_START. */
struct press {
	int started;
};
