int boil(int x);

int pot(int x)
{
	x += CONFIG_VAL(LITRES);
	x += IF_ENABLED_INT(CONFIG_KETTLE, CONFIG_LITRES);
	x += IF_ENABLED_INT(CONFIG_KETTLE, boil(x));
	x += IF_ENABLED_INT(CONFIG_TEAPOT, boil(x));
	x += IF_ENABLED_INT(CONFIG_CUP, CONFIG_LITRES);
	x += CONFIG_VAL(CUPS);
	return x;
}
