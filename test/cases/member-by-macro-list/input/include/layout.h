LAYOUT(struct engine, eng)
LAYOUT(struct bus, bus)
