static struct coproc {
	char *name;
} coproc_device;

int init(void)
{
	return 0;
}
