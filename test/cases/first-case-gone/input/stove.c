enum heat {
	HEAT_OFF,
	HEAT_WOOD,
};

static void stir(int times)
{
	ring_bell(times);
}

void start(enum heat heat)
{
	switch (heat) {
	case HEAT_WOOD:
		stir(3);
		break;
	default:
		break;
	}
	ring_bell(1);
}
