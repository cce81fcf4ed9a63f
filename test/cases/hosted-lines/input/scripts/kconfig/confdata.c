/* Writes the header of all symbols. */
static void write_set(FILE *out, const char *name)
{
	fprintf(out, "#define CONFIG_%s 1\n", name);
	fprintf(out, "#define ENABLE_%s 1\n", name);
	fprintf(out, "#define IF_%s(...) __VA_ARGS__\n", name);
	fprintf(out, "#define IF_NOT_%s(...)\n", name);
}
