#undef ENABLE_LAMP_DIM
#define ENABLE_LAMP_DIM 0

int twin(void)
{
	return ENABLE_LAMP_DIM;
}
