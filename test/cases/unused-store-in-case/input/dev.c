struct dev {
	int mode;
	int rate;
};

void report_mode(struct dev *dev, int mode)
{
	dev->mode = mode;
}

int set_rate(struct dev *dev, int kind)
{
	int mode = 0;

	switch (kind) {
	case 1:
		mode = dev->mode;

		/* the slow one */
		dev->rate = 10;
		break;
	case 2:
		dev->rate = 20;

		mode = dev->mode;

		/* and no more */
		dev->rate--;
		break;
	case 3: mode = 3;

		dev->rate = 30;
		break;
	}
	report_mode(dev, mode);
	return dev->rate;
}
