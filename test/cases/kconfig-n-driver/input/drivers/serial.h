int serial_open(void);
