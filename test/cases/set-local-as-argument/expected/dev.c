#define FIELD(reg, mask) \
	({ unsigned int *p_ = &(reg); *p_ & (mask); })

struct dev {
	unsigned int word;
};

bool is_done(struct dev *dev)
{
	unsigned int word;

	word = 0;
	if (FIELD(word, 1) || !FIELD(word, 2))
		return false;
	return true;
}

bool is_idle(struct dev *dev)
{
	if (dev->word)
		return false;
	return likely(dev->word);
}

bool is_busy(struct dev *dev)
{
	return dev->word;
}
