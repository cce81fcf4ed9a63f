import type { Expression } from './expression.js';

/** Names of error numbers (include/linux/errno.h), each of them above zero. */
export const ERROR_NAME = /^E(?:[A-Z0-9]{2,}|PROBE_DEFER|RESTART_RESTARTBLOCK)$/;

/** The integer that an expression is, whatever its type; null: none is known. */
export function intOf(e: Expression): bigint | null {
  switch (e.kind) {
    case 'literal': {
      const match = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9]\d*)[uUlL]*$/.exec(e.text);
      if (!match) return null;
      const digits = match[1]!;
      return /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
    }
    case 'name':
      if (e.text === 'true') return 1n;
      return e.text === 'false' || e.text === 'NULL' ? 0n : null;
    case 'unary': {
      const value = e.op === '-' ? intOf(e.operand) : null;
      return value === null ? null : -value;
    }
    case 'cast':
      return /\*$|^(?:bool|int|long|unsigned long|unsigned int|u64|s64)$/.test(e.type)
        ? intOf(e.operand)
        : null;
    default:
      return null;
  }
}

/** Whether an expression is true or false, whatever its effects; null: unknown. */
export function truthOf(e: Expression): boolean | null {
  const value = intOf(e);
  if (value !== null) return value !== 0n;
  if (e.kind === 'literal') return /^["A-Za-z_]/.test(e.text) ? true : null;
  if (e.kind === 'name') return ERROR_NAME.test(e.text) ? true : null;
  if (e.kind === 'unary' && e.op === '-') return truthOf(e.operand);
  if (e.kind === 'binary' && e.op === ',') return truthOf(e.right);
  if (
    e.kind === 'call' &&
    e.callee.kind === 'name' &&
    /^(?:un)?likely$/.test(e.callee.text) &&
    e.args.length === 1
  ) {
    return truthOf(e.args[0]!);
  }
  return null;
}

/** Operators, and macros and functions of kernels that only compute a value of their arguments. */
const PURE_CALLS = new Set(
  (
    'sizeof __alignof__ _Alignof likely unlikely __builtin_expect offsetof ARRAY_SIZE IS_ENABLED IS_BUILTIN IS_MODULE ' +
    'IS_REACHABLE container_of unlikely_notrace defined READ_ONCE BIT BIT_ULL GENMASK GENMASK_ULL FIELD_GET FIELD_PREP ' +
    'IS_ERR IS_ERR_OR_NULL PTR_ERR ERR_PTR ERR_CAST PTR_ERR_OR_ZERO list_empty list_is_singular hlist_empty test_bit ' +
    'min max min_t max_t clamp clamp_t abs cpu_to_le16 cpu_to_le32 cpu_to_le64 cpu_to_be16 cpu_to_be32 cpu_to_be64 ' +
    'le16_to_cpu le32_to_cpu le64_to_cpu be16_to_cpu be32_to_cpu be64_to_cpu htons htonl ntohs ntohl ALIGN ALIGN_DOWN ' +
    'IS_ALIGNED PAGE_ALIGN round_up round_down roundup rounddown DIV_ROUND_UP DIV_ROUND_CLOSEST upper_32_bits ' +
    'lower_32_bits is_power_of_2 ilog2 order_base_2 fls ffs strlen strcmp strncmp memcmp IS_ERR_VALUE virt_to_page ' +
    'page_to_pfn pfn_to_page atomic_read refcount_read __builtin_constant_p rcu_access_pointer per_cpu per_cpu_ptr ' +
    'this_cpu_ptr raw_cpu_ptr data_race smp_processor_id raw_smp_processor_id num_online_cpus num_possible_cpus cpu_online'
  ).split(' '),
);
const CHANGES = /^(?:[-+*/%&|^]|<<|>>)?=$/;

/** Whether evaluating the expression changes nothing. */
export function isPure(e: Expression): boolean {
  switch (e.kind) {
    case 'name':
    case 'literal':
      return true;
    case 'raw':
      // A type; what else can't be read may do anything.
      return e.tokens.every((text) => /^(?:\w+|\*)$/.test(text));
    case 'call':
      return (
        e.callee.kind === 'name' &&
        (e.isPure === true || PURE_CALLS.has(e.callee.text)) &&
        e.args.every(isPure)
      );
    case 'member':
      return isPure(e.of);
    case 'index':
      return isPure(e.of) && isPure(e.index);
    case 'unary':
      return e.op !== '++' && e.op !== '--' && isPure(e.operand);
    case 'postfix':
      return false;
    case 'binary':
      return !CHANGES.test(e.op) && isPure(e.left) && isPure(e.right);
    case 'choice':
      return isPure(e.test) && (e.yes === null || isPure(e.yes)) && isPure(e.no);
    case 'cast':
      return isPure(e.operand);
    case 'list':
      return e.items.every(isPure);
    case 'designated':
      return isPure(e.value);
    case 'block':
      return false;
  }
}

export function isAssignment(op: string): boolean {
  return CHANGES.test(op);
}
