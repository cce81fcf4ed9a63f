struct spec {
	int state;
	int reload;
};

void go(struct spec *spec);

int start(struct spec *spec)
{
	if (spec->state == 3) {
		spec->reload = 1;
		spec->state = 2;
	}
	if (spec->state != 4)
		spec->state = 2;
	return spec->reload;
}

int resume(struct spec *spec)
{
	if (spec->state == 3) {
		go(spec);
	} else {
		go(spec);
	}
	return spec->reload;
}

int suspend(struct spec *spec)
{
	return spec->reload;
}
