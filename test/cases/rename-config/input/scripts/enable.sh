grep -q CONFIG_PRESS_COLD_START=y .config || ./enable PRESS_COLD_START
