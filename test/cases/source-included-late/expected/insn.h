enum insn_size {
	INSN_SIZE_8,
	INSN_SIZE_16,
};

u32 insn_other(u32 insn);
