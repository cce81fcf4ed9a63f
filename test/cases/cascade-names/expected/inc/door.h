enum door_state {
	DOOR_OPEN,
	DOOR_SHUT,
};

enum door_code {
	DOOR_CODE_OPEN = 1,
	DOOR_CODE_SLAM = 2,
};

enum door_order {
	DOOR_FIRST,
	DOOR_MIDDLE,
	DOOR_LAST,
};

int door_open(int code);
