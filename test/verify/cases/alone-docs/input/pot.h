#ifdef CONFIG_BOIL
int boil(int water);
#else
static inline int boil(int water)
{
	return water;
}
#endif
