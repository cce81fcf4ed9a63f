#include "insn.h"

static const u32 insn_ldst_size[] = {
	[INSN_SIZE_8] = 0,
	[INSN_SIZE_16] = 1,
};

static u32 insn_encode_ldst_size(enum insn_size type, u32 insn)
{
	u32 size;

	if (type < INSN_SIZE_8 || type > INSN_SIZE_16) {
		pr_err("%s: unknown size encoding %d\n", __func__, type);
		return 0;
	}

	size = insn_ldst_size[type];
	insn &= ~size;

	return insn;
}

#ifdef CONFIG_ATOMICS
static u32 insn_encode_order(enum insn_size type, u32 insn)
{
	u32 order;

	switch (type) {
	case INSN_SIZE_8:
		order = 0;
		break;
	default:
		return 0;
	}

	return insn | order;
}

#endif

u32 insn_other(u32 insn)
{
	return insn + 1;
}
