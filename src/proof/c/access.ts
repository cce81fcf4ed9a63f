import { isAssignment, isPure } from './constants.js';
import type { Expression } from './expression.js';
import { walkExpressions } from './walk.js';

type Call = Extract<Expression, { kind: 'call' }>;
type Member = Extract<Expression, { kind: 'member' }>;

/** Macros whose value is that of their first argument, read in some order; others ask whether that may be read now. */
const LOADS = /^(?:READ_ONCE|ACCESS_ONCE|data_race|s?rcu_dereference(?:_\w+)?|rcu_access_pointer)$/;
/** Macros that store what their second argument is, and have no value. */
const STORES = /^(?:WRITE_ONCE|rcu_assign_pointer|RCU_INIT_POINTER|smp_store_release|store_release)$/;

/**
 * What is left of a call that reads a member that is gone, or stores to it: the member itself, of which a fact tells
 * the value, or what was stored, for the sake of its effects.
 * @param isGone whether a member is.
 * @returns undefined for any other call.
 */
export function accessOf({ callee, args }: Call, isGone: (e: Member) => boolean): Expression | undefined {
  if (callee.kind !== 'name' || args.length === 0) return undefined;
  const [first, ...others] = args;
  if (LOADS.test(callee.text)) {
    const isMember = first!.kind === 'member' && isPure(first.of);
    return isMember && others.every(changesNothing) && isGone(first) ? first : undefined;
  }
  if (!STORES.test(callee.text) || others.length !== 1) return undefined;
  const place = first!.kind === 'unary' && first.op === '&' ? first.operand : first!;
  return place.kind === 'member' && isPure(place.of) && isGone(place) ? others[0] : undefined;
}

/** Whether an expression changes nothing that it names. */
function changesNothing(e: Expression): boolean {
  let isIdle = true;
  walkExpressions(e, (part) => {
    const changes =
      part.kind === 'postfix' ||
      part.kind === 'block' ||
      (part.kind === 'unary' && /^(?:\+\+|--)$/.test(part.op)) ||
      (part.kind === 'binary' && isAssignment(part.op)) ||
      (part.kind === 'raw' && !isPure(part));
    if (changes) isIdle = false;
  });
  return isIdle;
}
