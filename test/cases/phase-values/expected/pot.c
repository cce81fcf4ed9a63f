int boil(int x);

int pot(int x)
{
	x += 2;
	x += 2;
	x += boil(x);
	x += IF_ENABLED_INT(CONFIG_TEAPOT, boil(x));
	x += IF_ENABLED_INT(CONFIG_CUP, 2);
	x += CONFIG_VAL(CUPS);
	return x;
}
