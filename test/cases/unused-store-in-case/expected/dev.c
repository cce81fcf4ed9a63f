struct dev {
	int rate;
};

int set_rate(struct dev *dev, int kind)
{
	switch (kind) {
	case 1:
		/* the slow one */
		dev->rate = 10;
		break;
	case 2:
		dev->rate = 20;

		/* and no more */
		dev->rate--;
		break;
	case 3:
		dev->rate = 30;
		break;
	}
	return dev->rate;
}
