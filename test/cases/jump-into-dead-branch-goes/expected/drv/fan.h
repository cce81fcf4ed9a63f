struct fan {
	int halt;
};

int fan_speed(struct fan *fan);
void fan_boost(struct fan *fan);
void fan_slow(struct fan *fan);
int halt(struct fan *fan);
