enum flow {
	RIVER_DRY,
};

int river(enum flow flow)
{
	return flow == RIVER_DRY;
}
