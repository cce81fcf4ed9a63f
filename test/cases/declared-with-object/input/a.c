static struct coproc {
	struct cdev cdev;
	char *name;
	int devt;
} coproc_device;

#ifdef CONFIG_RING
struct instance {
	struct coproc *coproc;
};

static int ring(struct instance *instance)
{
	instance->coproc = &coproc_device;
	coproc_device.cdev.x = 1;
	coproc_device.devt = 2;
	return coproc_device.devt;
}

int chime(struct instance *instance)
{
	return ring(instance);
}
#endif

int init(void)
{
	return 0;
}
