enum heat {
	HEAT_OFF,
};

void start(enum heat heat)
{
	switch (heat) {
	default:
		break;
	}
	ring_bell(1);
}
