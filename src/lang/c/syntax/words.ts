/** C keywords (C11 6.4.1) with the GNU and kernel spellings that work as such. */
const KEYWORDS = new Set(
  (
    'auto break case char const continue default do double else enum extern float for goto if inline int long ' +
    'register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while ' +
    '_Alignas _Alignof _Atomic _Bool _Complex _Generic _Noreturn _Static_assert _Thread_local typeof __typeof__ ' +
    'typeof_unqual __extension__ __inline __inline__ __const __volatile__ __signed__ asm __asm__ bool'
  ).split(' '),
);

/** Words that say nothing about the type. */
export const STORAGE_WORDS: ReadonlySet<string> = new Set(
  'static extern inline __inline __inline__ __always_inline register auto const volatile _Noreturn __extension__'.split(
    ' ',
  ),
);

/**
 * Macros of the kernel, U-Boot, BusyBox and Zephyr that stand for attributes or for nothing, never for a value:
 * include/linux/compiler_attributes.h, compiler_types.h, init.h, cache.h and their like. With arguments or without.
 */
const ATTRIBUTES = new Set(
  (
    '__init __exit __initdata __exitdata __initconst __devinit __devexit __meminit __memexit __cpuinit __ref ' +
    '__refdata __refconst __net_init __net_exit __net_initdata __read_mostly __ro_after_init __user __kernel ' +
    '__iomem __percpu __rcu __force __bitwise __nocast __safe __private __chk_user_ptr __always_unused ' +
    '__maybe_unused __unused __used __must_check __pure __cold __hot __weak __packed __aligned __aligned_largest ' +
    '__section __printf __scanf __attribute__ __attribute __malloc __alloc_size __assume_aligned __noreturn ' +
    '__visible __noclone __no_sanitize_address __no_sanitize_undefined __no_sanitize_memory __no_sanitize_thread ' +
    '__no_sanitize_or_inline __no_kasan_or_inline __no_kcsan __no_kmsan_checks __no_stack_protector __noscs ' +
    '__nocfi __noendbr __cficanonical __latent_entropy __randomize_layout ' +
    '__no_randomize_layout __designated_init __counted_by __counted_by_le __counted_by_be __nonstring __fortify_function ' +
    '__acquires __releases __acquire_shared __must_hold __cond_acquires __cond_lock_attr __guarded_by __deprecated ' +
    '__cacheline_aligned __cacheline_aligned_in_smp ____cacheline_aligned ____cacheline_aligned_in_smp ' +
    '____cacheline_internodealigned_in_smp __page_aligned_data __page_aligned_bss __stackalign __kprobes ' +
    '__nokprobe_inline __irq_entry __exception_irq_entry __softirq_entry __sched __cpuidle __lockfunc __naked ' +
    '__flatten __gnu_inline __signed_wrap __overloadable __diagnose_as __pass_object_size __pass_dynamic_object_size ' +
    '__no_profile __no_caller_saved_registers __efiapi __stdcall __cdecl __fastcall __libc __bpf_kfunc ' +
    '__always_inline noinline __noinline noinline_for_stack notrace noinstr asmlinkage linkage_attr fastcall ' +
    '__cleanup __free __compiletime_error __compiletime_warning __error __warning __trap_on_underflow ' +
    '__trusted __sched_tag __tracepoint_string __kcfi_salt __copy __gcov_only __weak_hidden __hidden ' +
    'UNUSED_PARAM FAST_FUNC NORETURN MAIN_EXTERNALLY_VISIBLE EXTERNALLY_VISIBLE ALIGN1 ALIGN2 ALIGN4 ALIGN8 ' +
    'ALIGN_PTR ALIGN_SUFFIX UNUSED_PARAM_RESULT RETURNS_MALLOC EFIAPI ALWAYS_INLINE NOINLINE ' +
    '__pinned_func __pinned_data __pinned_bss __boot_func __isr __syscall __deprecated_version __noinit ' +
    '__printf_like __fallthrough __ramfunc'
  ).split(' '),
);

export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word);
}

/** A macro that is known to be an attribute. */
export function isAttributeWord(word: string): boolean {
  return ATTRIBUTES.has(word);
}

const TYPE_LIKE =
  /^__(?:u|s|le|be|i|kernel_|virtio)\d|^__\w+_t$|^__(?:wsum|sum16|poll_t|bool|int128|uint128_t|int128_t|typeof__|builtin_\w+|va_list|fsid_t)$/;

/** Attributes whose parenthesized arguments belong to them; the others never take any. */
const WITH_ARGUMENTS =
  /^(?:__attribute(?:__)?|__printf(?:_like)?|__scanf|__section|__aligned|__malloc|__alloc_size|__assume_aligned|__acquires|__releases|__acquire_shared|__must_hold|__cond_acquires|__counted_by(?:_[lb]e)?|__cleanup|__free|__compiletime_(?:error|warning)|__error|__warning|__copy|__diagnose_as|__pass(?:_dynamic)?_object_size|__guarded_by|__deprecated_version)$/;

export function takesArguments(attribute: string): boolean {
  return WITH_ARGUMENTS.test(attribute);
}

/** Whether a word between a type and a declared name can only be an attribute: two underscores, or all capitals. */
export function looksLikeAttribute(word: string): boolean {
  return (
    ATTRIBUTES.has(word) ||
    (/^__[a-z]\w*$|^_{4}\w+$/.test(word) && !TYPE_LIKE.test(word)) ||
    /^[A-Z][A-Z0-9_]{2,}$/.test(word)
  );
}

/** What exports or declares the object of a trace event that is defined elsewhere, by the event's name. */
export const TRACEPOINT_MACRO = /^EXPORT_TRACEPOINT_SYMBOL(?:_GPL)?$|^DECLARE_TRACEPOINT$/;

/** Macros that make a symbol known to modules, or keep probes off it: what they name is no use of it. */
export const EXPORT_MACRO =
  /^(?:\w+_)?EXPORT(?:_PER_CPU|_TRACEPOINT)?_SYMBOL(?:_\w+)?$|^_ASM_NOKPROBE$|^NOKPROBE_SYMBOL$/;
