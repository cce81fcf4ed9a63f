import { factId, type MemberFact, type ValueFact } from '../../facts.js';
import { constantOfText, FALSE, makeBoolean } from '../fold/constants.js';
import { foldArguments, foldKnownCall } from '../fold/fold-call.js';
import { nodeText, report, type FoldContext } from '../fold/fold-context.js';
import { foldExpression, foldParts, type Want } from '../fold/fold-expression.js';
import { folded, isChanged, untouched, type Folded } from '../fold/folded.js';
import { Binding, operatorOf } from '../fold/precedence.js';
import { isPure } from '../fold/purity.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';
import { endsOfTerm, reduceTerm } from '../types/reduce-term.js';
import { resolveMember, scopeOf, type Resolution } from '../types/resolve-member.js';
import { termOfExpression } from '../types/term-of-expression.js';

/** Macros that write what their second argument is into their first one, or into what that points to, and nothing more. */
const STORES = /^(?:WRITE_ONCE|rcu_assign_pointer|RCU_INIT_POINTER|smp_store_release|store_release)$/;
/** Macros that write to their first argument, and do something else besides: order other memory, hand the old value on. */
const STORES_AND_MORE = /^(?:smp_store_mb|rcu_replace_pointer)$/;
/** Macros whose value is that of their argument, or of what it points to. */
const LOADS =
  /^(?:READ_ONCE|ACCESS_ONCE|data_race|rcu_dereference(?:_\w+)?|rcu_access_pointer|srcu_dereference(?:_check)?|smp_load_acquire)$/;

/**
 * The fact about the member that `base.m` or `base->m` means. Where it can't be told which struct's member it is, that
 * is reported, unless the tree is about to be asked.
 */
export function factOfMember(context: FoldContext, node: SyntaxNode): MemberFact | null {
  const field = node.type === 'field_expression' ? fieldOf(node, 'field') : undefined;
  const facts = field ? context.knowledge.members.get(nodeText(context, field)) : undefined;
  if (!field || !facts) return null;
  const found = facts.map((fact) => ({ fact, is: resolveNear(context, node, fact) }));
  const own = found.find(({ is }) => is === 'this');
  if (own) return own.fact;
  if (found.some(({ is }) => is === 'unknown') && !context.knowledge.types.isWaiting()) {
    const name = nodeText(context, field);
    const message = `names a member ${name}, but of what could not be found out`;
    report(context, field, 'unresolved-type', message, factId(facts[0]!));
  }
  return null;
}

/** Where the type can't be told, the name that the base ends in may still tell that it is another struct's. */
function resolveNear(context: FoldContext, node: SyntaxNode, fact: MemberFact): Resolution {
  const is = resolveMember(context, node, fact.of);
  const base = fieldOf(node, 'argument');
  if (is !== 'unknown' || !fact.via || !base || context.knowledge.types.isWaiting()) return is;
  const { via } = fact;
  const ends = endsOfTerm(termOfExpression(scopeOf(context), base), context.knowledge.types.lookUp);
  return ends?.every((name) => !via.includes(name)) ? 'other' : is;
}

/** A function's name that the member always holds; null where it holds none. */
export function functionOf({ isFunction, value }: MemberFact): string | null {
  return isFunction && value !== null && /^[A-Za-z_]\w*$/.test(value) && value !== 'NULL' ? value : null;
}

/** `base->m` where a value is read: the fact's. */
export function foldMember(context: FoldContext, node: SyntaxNode, want: Want): Folded {
  const fact = factOfMember(context, node);
  if (!fact) return foldParts(context, node);
  const cause = factId(fact);
  const base = fieldOf(node, 'argument')!;
  const use = heldBy(node);
  if (use !== null) {
    report(context, node, use.code, `${fact.name} ${use.message}`, cause);
    return untouched(node);
  }
  const effects = isPure(context, base) ? [] : [base];
  if (want === 'nothing') return folded(node, [cause], { value: FALSE, effects });
  if (fact.value === null) {
    const message = `the value of ${fact.name} is used, but the rule gives none`;
    report(context, node, 'value-needed', message, cause);
    return untouched(node);
  }
  if (functionOf(fact) !== null) {
    const value = want === 'truth' ? makeBoolean(true) : null;
    return folded(node, [cause], { value, text: fact.value, effects });
  }
  const value = constantOfText(fact.value);
  if (value === null && effects.length > 0) {
    report(context, node, 'side-effects', `what stands before ${fact.name} has side effects`, cause);
    return untouched(node);
  }
  return folded(node, [cause], { value, text: fact.value, effects });
}

/** What surrounds a mention that is neither a read nor a write: the member's place, or something within it. */
function heldBy(node: SyntaxNode): { readonly code: string; readonly message: string } | null {
  let child = node;
  let parent = node.parent;
  while (parent?.type === 'parenthesized_expression') [child, parent] = [parent, parent.parent];
  switch (parent?.type) {
    case 'pointer_expression':
      return operatorOf(parent) === '&' ? { code: 'address-taken', message: 'has its address taken' } : null;
    case 'sizeof_expression':
    case 'alignof_expression':
      return { code: 'address-taken', message: 'is asked for its size' };
    case 'field_expression':
    case 'subscript_expression':
      return child.field === 'argument' ? { code: 'value-needed', message: 'is looked into' } : null;
    case 'update_expression':
      return { code: 'value-needed', message: 'is changed where its value is used' };
    default:
      return null;
  }
}

/**
 * `base->m(…)`: the function that the member always holds is called directly, a call of nothing goes or has the value
 * of `returns`. Null for a call of anything else.
 */
export function foldMemberCall(context: FoldContext, node: SyntaxNode, want: Want): Folded | null {
  const callee = fieldOf(node, 'function');
  const list = fieldOf(node, 'arguments');
  if (!callee || !list || context.knowledge.members.size === 0) return null;
  const args = namedChildren(list);
  if (callee.type === 'identifier') return foldAccess(context, node, nodeText(context, callee), args, want);
  const member = bareCallee(callee);
  const fact = member && factOfMember(context, member);
  if (!fact) return null;
  const cause = factId(fact);
  const base = fieldOf(member, 'argument')!;
  const direct = functionOf(fact);
  if (direct !== null) return callDirectly(context, node, callee, base, args, direct, fact, want);
  const effects = [base, ...args].filter((part) => !isPure(context, part));
  if (want === 'nothing') return folded(node, [cause], { value: FALSE, effects });
  if (fact.returns === null) {
    const message = `the value of a call through ${fact.name} is used, but the rule gives none`;
    report(context, node, 'value-needed', message, cause);
    return untouched(node);
  }
  const value = constantOfText(fact.returns);
  if (value === null && effects.length > 0) {
    report(context, node, 'side-effects', 'an argument has side effects', cause);
    return untouched(node);
  }
  return folded(node, [cause], { value, text: fact.returns, effects });
}

/** `ops->m`, `(ops->m)` and `(*ops->m)` as what is called. */
function bareCallee(callee: SyntaxNode): SyntaxNode | null {
  let inner: SyntaxNode | undefined = callee;
  while (inner && inner.type !== 'field_expression') {
    const isDereference: boolean = inner.type === 'pointer_expression' && operatorOf(inner) === '*';
    if (inner.type !== 'parenthesized_expression' && !isDereference) return null;
    inner = isDereference ? fieldOf(inner, 'argument') : namedChildren(inner)[0];
  }
  return inner ?? null;
}

function callDirectly(
  context: FoldContext,
  node: SyntaxNode,
  callee: SyntaxNode,
  base: SyntaxNode,
  args: readonly SyntaxNode[],
  name: string,
  fact: MemberFact,
  want: Want,
): Folded {
  const cause = factId(fact);
  if (!isPure(context, base)) {
    report(context, node, 'side-effects', `what stands before ${fact.name} has side effects`, cause);
    return untouched(node);
  }
  const known: ValueFact | undefined = context.knowledge.values.get(name);
  if (known) return foldKnownCall(context, node, known, args, want);
  const rest = foldArguments(context, node, args);
  const edit = { start: callee.start, end: callee.end, text: name, cause };
  return folded(node, [cause, ...rest.causes], { edits: [edit, ...rest.edits] });
}

/** READ_ONCE(s->m), WRITE_ONCE(s->m, x), smp_store_release(&s->m, x) and their like. */
function foldAccess(
  context: FoldContext,
  node: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
  want: Want,
): Folded | null {
  const [first, second] = args;
  if (!first || !(STORES.test(name) || LOADS.test(name) || STORES_AND_MORE.test(name))) return null;
  const inner = first.type === 'pointer_expression' ? fieldOf(first, 'argument') : first;
  if (inner?.type !== 'field_expression') return null;
  if (STORES_AND_MORE.test(name)) {
    const fact = factOfMember(context, inner);
    if (!fact) return null;
    report(context, node, 'side-effects', `${name}() does more than setting ${fact.name}`, factId(fact));
    return untouched(node);
  }
  if (STORES.test(name) && args.length === 2 && second && want === 'nothing') {
    const fact = factOfMember(context, inner);
    return fact && store(context, node, fact, inner, second, want);
  }
  if (!LOADS.test(name) || inner !== first) return null;
  const f = foldExpression(context, inner, want, Binding.Assignment);
  return isChanged(f) && f.text !== null ? { ...f, node } : null;
}

/**
 * `base->m = x`, `base->m |= x`, `base->m++`, and the same of a part of an embedded m: nothing is left of them but the
 * side effects of x, or in a chain of assignments x itself. Null for anything else.
 */
export function foldMemberStore(context: FoldContext, node: SyntaxNode, want: Want): Folded | null {
  if (context.knowledge.members.size === 0) return null;
  let target = node.type === 'update_expression' ? fieldOf(node, 'argument') : fieldOf(node, 'left');
  while (target?.type === 'parenthesized_expression') target = namedChildren(target)[0];
  const member = target && storedMember(context, target);
  if (!target || !member) return null;
  const { fact, inner } = member;
  if (node.type === 'update_expression') {
    if (want === 'nothing') return store(context, node, fact, target, null, want);
    const cause = factId(fact);
    report(context, node, 'value-needed', `${fact.name} is changed where its value is used`, cause);
    return untouched(node);
  }
  const right = fieldOf(node, 'right');
  if (!right) return null;
  if (want !== 'nothing' && (operatorOf(node) !== '=' || inner !== target)) {
    const cause = factId(fact);
    report(context, node, 'value-needed', `${fact.name} is set where its value is used`, cause);
    return untouched(node);
  }
  return store(context, node, fact, target, right, want);
}

/** The member that an assignment's target is, or is a part of without going through a pointer. */
function storedMember(
  context: FoldContext,
  target: SyntaxNode,
): { readonly fact: MemberFact; readonly inner: SyntaxNode } | null {
  for (let inner: SyntaxNode | undefined = target; inner;) {
    if (inner.type === 'parenthesized_expression') {
      inner = namedChildren(inner)[0];
      continue;
    }
    if (inner.type !== 'field_expression' && inner.type !== 'subscript_expression') return null;
    const name = fieldOf(inner, 'field');
    const isNamed = name !== undefined && context.knowledge.members.has(nodeText(context, name));
    const fact = isNamed ? factOfMember(context, inner) : null;
    if (fact) return inner === target || isEmbedded(context, inner) ? { fact, inner } : null;
    if (inner.type === 'field_expression' && inner.children.some(({ type }) => type === '->')) return null;
    inner = fieldOf(inner, 'argument');
  }
  return null;
}

/** Whether the expression is a struct or an array, not a pointer to one. */
function isEmbedded(context: FoldContext, node: SyntaxNode): boolean {
  const type = reduceTerm(termOfExpression(scopeOf(context), node), context.knowledge.types.lookUp);
  return type?.kind === 'record' || (type?.kind === 'pointer' && type.isArray === true);
}

function store(
  context: FoldContext,
  node: SyntaxNode,
  fact: MemberFact,
  target: SyntaxNode,
  right: SyntaxNode | null,
  want: Want,
): Folded {
  const cause = factId(fact);
  const effects = hasPurePlace(context, target) ? [] : [target];
  if (effects.length > 0) {
    report(context, node, 'side-effects', `what stands before ${fact.name} has side effects`, cause);
    return untouched(node);
  }
  if (!right) return folded(node, [cause], { value: FALSE });
  if (want === 'nothing' && isPure(context, right)) return folded(node, [cause], { value: FALSE });
  const f = foldExpression(context, right, want, Binding.Assignment);
  const isGone = want === 'nothing' && isChanged(f) && f.value !== null && !f.by && f.edits.length === 0;
  const replacesAll =
    isChanged(f) && (f.text !== null || (f.value !== null && !f.by && f.edits.length === 0));
  if (want === 'nothing' && !isGone && !replacesAll && !mayStandAlone(f.by ?? right)) {
    report(context, node, 'side-effects', `what ${fact.name} is set to has side effects`, cause);
    return untouched(node);
  }
  return { ...f, node, causes: [cause, ...f.causes], by: f.by ?? (isGone || replacesAll ? null : right) };
}

/** Whether naming the place changes nothing; its own member aside, of which only the base is evaluated. */
function hasPurePlace(context: FoldContext, target: SyntaxNode): boolean {
  return isPure(context, target);
}

/** What makes a statement on its own that says what it does: a call, an assignment, ++ or --. */
function mayStandAlone(node: SyntaxNode): boolean {
  return /^(?:call_expression|assignment_expression|update_expression)$/.test(node.type);
}

/** `ops->m == NULL` where m always holds a function; null for any other comparison. */
export function foldMemberComparison(
  context: FoldContext,
  node: SyntaxNode,
  operator: string,
): Folded | null {
  if (context.knowledge.members.size === 0 || !/^[!=]=$/.test(operator)) return null;
  const sides = [fieldOf(node, 'left'), fieldOf(node, 'right')].map((side) => {
    let inner = side;
    while (inner?.type === 'parenthesized_expression') inner = namedChildren(inner)[0];
    return inner;
  });
  const member = sides.find((side) => side?.type === 'field_expression');
  const other = sides.find((side) => side !== member);
  if (!member || !other || !/^(?:NULL|0)$/.test(nodeText(context, other))) return null;
  const field = fieldOf(member, 'field');
  if (!field || !context.knowledge.members.has(nodeText(context, field))) return null;
  const fact = factOfMember(context, member);
  const base = fieldOf(member, 'argument');
  if (!fact || functionOf(fact) === null || !base || !isPure(context, base)) return null;
  return folded(node, [factId(fact)], { value: makeBoolean(operator === '!=') });
}

/** Whether the expression, perhaps in parentheses, is a call through a member that is nothing from now on. */
export function isGoneCall(context: FoldContext, node: SyntaxNode): boolean {
  let inner: SyntaxNode | undefined = node;
  while (inner?.type === 'parenthesized_expression') inner = namedChildren(inner)[0];
  const callee = inner?.type === 'call_expression' ? fieldOf(inner, 'function') : undefined;
  const member = callee && callee.type !== 'identifier' ? bareCallee(callee) : null;
  const fact = member ? factOfMember(context, member) : null;
  return fact !== null && functionOf(fact) === null && fact.returns === null;
}
