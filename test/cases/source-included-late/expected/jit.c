#include "insn.h"

u32 run(u32 insn)
{
	return insn_other(insn);
}
