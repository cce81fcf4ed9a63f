struct lamp {
	int id;
	int green;
	int cyan, low_cyan;
};

int light(struct lamp *lamp)
{
	return lamp->id + lamp->green + lamp->cyan + lamp->low_cyan;
}
