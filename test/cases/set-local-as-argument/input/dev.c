#define FIELD(reg, mask) \
	({ unsigned int *p_ = &(reg); *p_ & (mask); })

struct dev {
	unsigned int word;
};

unsigned int read_word(struct dev *dev)
{
	return dev->word;
}

bool is_done(struct dev *dev)
{
	unsigned int word;

	word = read_word(dev);
	if (FIELD(word, 1) || !FIELD(word, 2))
		return false;
	return true;
}

bool is_idle(struct dev *dev)
{
	unsigned int word;

	word = read_word(dev);
	if (word || dev->word)
		return false;
	return likely(dev->word);
}

bool is_busy(struct dev *dev)
{
	unsigned int word = dev->word;

	word = read_word(dev);
	if (unlikely(word))
		return true;
	return dev->word;
}
