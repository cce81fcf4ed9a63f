import { someNode, walkNodes, fieldOf, type SyntaxNode } from '../syntax/syntax-node.js';
import { isConfigPredicate } from './knowledge.js';
import { nodeText, type FoldContext } from './fold-context.js';

/** Macros and functions of the kernel, U-Boot, BusyBox and Zephyr that only compute a value. */
const PURE = new Set(
  (
    'likely unlikely READ_ONCE BIT BIT_ULL BIT_MASK GENMASK GENMASK_ULL FIELD_GET FIELD_PREP ARRAY_SIZE container_of ' +
    'offsetof IS_ERR IS_ERR_OR_NULL PTR_ERR ERR_PTR ERR_CAST PTR_ERR_OR_ZERO list_empty list_is_singular ' +
    'hlist_empty test_bit min max min_t max_t clamp clamp_t abs swab16 swab32 swab64 cpu_to_le16 cpu_to_le32 ' +
    'cpu_to_le64 cpu_to_be16 cpu_to_be32 cpu_to_be64 le16_to_cpu le32_to_cpu le64_to_cpu be16_to_cpu be32_to_cpu ' +
    'be64_to_cpu htons htonl ntohs ntohl ALIGN ALIGN_DOWN IS_ALIGNED PAGE_ALIGN round_up round_down roundup ' +
    'rounddown DIV_ROUND_UP DIV_ROUND_CLOSEST upper_32_bits lower_32_bits is_power_of_2 ilog2 order_base_2 fls ffs ' +
    'hweight32 hweight64 strlen strcmp strncmp memcmp IS_ERR_VALUE virt_to_page page_to_pfn pfn_to_page ' +
    'atomic_read refcount_read __builtin_constant_p __builtin_expect CONFIG_IS_ENABLED rcu_access_pointer ' +
    'per_cpu per_cpu_ptr this_cpu_ptr raw_cpu_ptr ' +
    'data_race smp_processor_id raw_smp_processor_id num_online_cpus num_possible_cpus cpu_online'
  ).split(' '),
);

/** Whether a call of the name is known, in any tree, to do nothing but compute a value of its arguments. */
export function isComputation(name: string): boolean {
  return isConfigPredicate(name) || PURE.has(name);
}

const EFFECTS = new Set([
  'assignment_expression',
  'update_expression',
  'gnu_asm_expression',
  'compound_statement',
]);

/**
 * Whether evaluating the expression changes nothing: no assignment, no ++ or --, no asm, and calls only of names that
 * are known to be pure. A callee that nobody has vouched for is asked about in `context.questions`.
 */
export function isPure(context: FoldContext, node: SyntaxNode): boolean {
  const asked: string[] = [];
  const { values, isPure: isKnown } = context.knowledge;
  const pure = walkPurity(context.text, node, (name) => {
    const fact = values.get(name);
    if (fact) return fact.evaluatesArguments ? 'pure' : 'ignores-arguments';
    if (isKnown(name)) return 'pure';
    asked.push(name);
    return 'unknown';
  });
  if (pure) for (const name of asked) context.questions.add(name);
  return pure && asked.length === 0;
}

/**
 * The same without a context: the callees that somebody must vouch for (none: the expression is pure); null where
 * something else has an effect.
 */
export function findUnknownCallees(
  text: string,
  node: SyntaxNode,
  isKnown: (name: string) => boolean,
): readonly string[] | null {
  const unknown = new Set<string>();
  const pure = walkPurity(text, node, (name) => {
    if (!isKnown(name)) unknown.add(name);
    return 'pure';
  });
  return pure ? [...unknown] : null;
}

/** False where something other than a call of unknown nature has an effect. */
function walkPurity(
  text: string,
  node: SyntaxNode,
  judge: (name: string) => 'pure' | 'ignores-arguments' | 'unknown',
): boolean {
  let pure = true;
  walkNodes(node, (part) => {
    if (part.type === 'sizeof_expression' || part.type === 'alignof_expression') return false;
    if (EFFECTS.has(part.type)) pure = false;
    if (part.type !== 'call_expression') return true;
    const callee = fieldOf(part, 'function');
    if (callee?.type !== 'identifier') {
      pure = false;
      return true;
    }
    const name = text.slice(callee.start, callee.end);
    return isComputation(name) || judge(name) !== 'ignores-arguments';
  });
  return pure;
}

/** A plain call: what may stand as a statement of its own when its value isn't needed any more. */
export function isSimpleCall(node: SyntaxNode): boolean {
  return node.type === 'call_expression' && fieldOf(node, 'function')?.type === 'identifier';
}

/** Whether the tree mentions the identifier. */
export function mentionsName(context: FoldContext, node: SyntaxNode, name: string): boolean {
  return someNode(node, (part) => part.type === 'identifier' && nodeText(context, part) === name);
}
