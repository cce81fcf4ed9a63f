struct lamp {
	int id;
	union {
		struct {
			int weight;
		} wax;
		struct {
			int volume;
		} oil;
	};
	int low, mid, high;
	int red, green, blue;
	int cyan, low_cyan;
};

int light(struct lamp *lamp)
{
	return lamp->id + lamp->green + lamp->cyan + lamp->low_cyan;
}
