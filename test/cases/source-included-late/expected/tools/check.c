#include <insn.c>

int check(void)
{
	return insn_encode_ldst_size(0, 1) != 1;
}
