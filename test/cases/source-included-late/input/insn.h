enum insn_size {
	INSN_SIZE_8,
	INSN_SIZE_16,
};

u32 insn_gen_load(enum insn_size type, u32 insn);
u32 insn_gen_atomic(enum insn_size size, u32 insn);
u32 insn_other(u32 insn);
