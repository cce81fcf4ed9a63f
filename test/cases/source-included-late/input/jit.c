#include "insn.h"

#ifdef CONFIG_JIT
u32 jit(u32 insn)
{
	return insn_gen_load(INSN_SIZE_8, insn) + insn_gen_atomic(INSN_SIZE_16, insn);
}
#endif

u32 run(u32 insn)
{
	return insn_other(insn);
}
