int stats_open(void);
