struct spec {
	int state;
	int reload;
};

void stop(struct spec *spec);
void go(struct spec *spec);
int probe(struct spec *spec);

static int is_loaded(struct spec *spec)
{
#ifdef CONFIG_DSP
	return probe(spec);
#else
	return 0;
#endif
}

int start(struct spec *spec)
{
	int loaded;

	if (spec->state == 3) {
		loaded = is_loaded(spec);
		if (!loaded) {
			spec->reload = 1;
			spec->state = 2;
		} else {
			stop(spec);
			return 0;
		}
	}
	if (spec->state != 4)
		spec->state = 2;
	return spec->reload;
}

int resume(struct spec *spec)
{
	int loaded;

	if (spec->state == 3) {
		go(spec);
	} else {
		loaded = is_loaded(spec);
		if (!loaded)
			go(spec);
	}
	return spec->reload;
}

int suspend(struct spec *spec)
{
	int loaded;

	if (spec->state == 3) {
		loaded = is_loaded(spec);
		if (loaded)
			stop(spec);
	}
	return spec->reload;
}
