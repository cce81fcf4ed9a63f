grep -q CONFIG_PRESS_GO=y .config || ./enable PRESS_COLD_START
