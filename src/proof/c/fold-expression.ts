import { ONE, ZERO, type Expression } from './expression.js';
import { ERROR_NAME, intOf, isAssignment, isPure, truthOf } from './constants.js';
import type { Facts } from './facts-in-code.js';
import { COMPARE, COMPUTE } from './integer-operators.js';

/** What an expression without value becomes: a call of a function that does nothing. */
export const NOTHING: Expression = { kind: 'raw', tokens: [] };

/** Applies the facts within an expression and folds what they decide, from the inside out. */
export function foldExpression(e: Expression, facts: Facts): Expression {
  const fold = (part: Expression) => foldExpression(part, facts);
  switch (e.kind) {
    case 'literal':
    case 'raw':
      return e;
    case 'name':
      return facts.foldName(e);
    case 'call': {
      if (e.callee.kind === 'unary' && e.callee.op === '*' && e.callee.operand.kind === 'member') {
        // `(*s->m)(x)` is `s->m(x)`.
        return fold({ ...e, callee: e.callee.operand });
      }
      const accessed = facts.foldAccess(e);
      if (accessed) return fold(accessed);
      const callee =
        e.callee.kind === 'name'
          ? e.callee
          : e.callee.kind === 'member'
            ? { ...e.callee, of: fold(e.callee.of) }
            : fold(e.callee);
      const isKnown = callee.kind === 'name' && facts.known.pureNames.has(callee.text);
      const own = isKnown ? ({ isPure: true } as const) : {};
      return foldCall(facts.foldCall({ ...e, ...own, callee, args: e.args.map(fold) }));
    }
    case 'member':
      return facts.foldMember({ ...e, of: fold(e.of) });
    case 'index':
      return { ...e, of: fold(e.of), index: fold(e.index) };
    case 'unary':
      if (/^(?:\+\+|--)$/.test(e.op) && facts.isGone(e.operand)) return NOTHING;
      return foldUnary(e.op, fold(e.operand));
    case 'postfix':
      if (facts.isGone(e.operand)) return NOTHING;
      return { ...e, operand: fold(e.operand) };
    case 'binary':
      if (isAssignment(e.op) && facts.isGone(e.left)) return fold(e.right);
      return foldBinary(e.op, fold(e.left), fold(e.right));
    case 'choice':
      return foldChoice(fold(e.test), e.yes && fold(e.yes), fold(e.no));
    case 'cast': {
      const tag = /^(?:const )?((?:struct |union )\w+)(?: const)?$/.exec(e.type)?.[1];
      const operand =
        e.operand.kind === 'list'
          ? foldExpression(e.operand, facts.within(tag ?? null, false, /\[ ?\]/.test(e.type)))
          : fold(e.operand);
      if (e.type !== 'void') return { ...e, operand };
      return operand.kind === 'binary' && operand.op === ',' && isPure(operand.right)
        ? operand.left
        : operand;
    }
    case 'list':
      // Lists within have the types of their members; without a designator nobody knows here.
      return {
        ...e,
        items: facts.foldItems(e.items).map((item) => {
          const isElement =
            item.kind === 'list' || (item.kind === 'designated' && /^\[[^.]*$/.test(item.path));
          if (isElement && facts.isArray) return foldExpression(item, facts.element());
          const isMember = item.kind === 'designated' && facts.isArray === item.path.startsWith('[');
          return foldExpression(item, isMember ? facts.designated(item.path) : facts.within(null));
        }),
      };
    case 'designated':
      return { ...e, value: fold(e.value) };
    case 'block': {
      const body = facts.foldBody(e.body);
      const last = body.at(-1);
      if (body.length === 1 && last!.kind === 'expression') return last.value;
      return body.length === 0 ? NOTHING : { kind: 'block', body };
    }
  }
}

/** Calls that say how likely a truth is, and assertions that hold. */
const HINTS = new Set(['likely', 'unlikely', '__builtin_expect']);
const ASSERTIONS = /^(?:BUILD_)?BUG_ON(?:_\w+)?$|^(?:\w+_)?(?:WARN|BUG)_ON(?:_\w+)?$|^WARN(?:_ONCE)?$/;

function foldCall(e: Expression): Expression {
  if (e.kind !== 'call' || e.callee.kind !== 'name' || e.args.length === 0) return e;
  const truth = truthOf(e.args[0]!);
  const { text } = e.callee;
  if (HINTS.has(text) && truth !== null) return e.args[0]!;
  if (ASSERTIONS.test(text) && truth === false && e.args.slice(1).every(isPure))
    return withEffects(e.args[0]!, ZERO);
  if (/^(?:_S|s)tatic_assert$/.test(text) && truth === true) return NOTHING;
  if (text === 'BUILD_BUG_ON_ZERO' && truth === false) return ZERO;
  return e;
}

/** `!e` and its like. `!!e` counts as e: what reads it as a number is equally unknown before and after. */
export function foldUnary(op: string, operand: Expression): Expression {
  if (op === '!') {
    const truth = truthOf(operand);
    if (truth !== null) return withEffects(operand, truth ? ZERO : ONE);
    if (operand.kind === 'unary' && operand.op === '!') return operand.operand;
    if (operand.kind === 'binary' && operand.op === '==') return { ...operand, op: '!=' };
    if (operand.kind === 'binary' && operand.op === '!=') return { ...operand, op: '==' };
  }
  if (op === '+' && intOf(operand) !== null) return operand;
  if (op === '-' || op === '~') {
    const value = intOf(operand);
    if (value !== null && operand.kind === 'literal' && op === '~') return literal(~value);
  }
  return { kind: 'unary', op, operand };
}

function literal(value: bigint): Expression {
  return value < 0n
    ? { kind: 'unary', op: '-', operand: { kind: 'literal', text: String(-value) } }
    : { kind: 'literal', text: String(value) };
}

/** `value`, after the effects of `e`. */
function withEffects(e: Expression, value: Expression): Expression {
  return isPure(e) ? value : foldBinary(',', e, value);
}

const COMPUTE_OR_SHIFT: typeof COMPUTE = {
  ...COMPUTE,
  '<<': (a, b) => (b < 0n || b > 62n ? null : a << b),
  '>>': (a, b) => (b < 0n || b > 62n ? null : a >> b),
};

export function foldBinary(op: string, left: Expression, right: Expression): Expression {
  const made: Expression = { kind: 'binary', op, left, right };
  switch (op) {
    case ',':
      if (right.kind === 'raw' && right.tokens.length === 0) return left;
      return isPure(left) ? right : made;
    case '&&': {
      const first = truthOf(left);
      if (first === true) return withEffects(left, right);
      if (first === false) return left;
      const second = truthOf(right);
      if (second === true && isPure(right)) return left;
      return second === false && isPure(right) ? withEffects(left, ZERO) : made;
    }
    case '||': {
      const first = truthOf(left);
      if (first === false) return withEffects(left, right);
      if (first === true) return withEffects(left, ONE);
      const second = truthOf(right);
      if (second === false && isPure(right)) return left;
      return second === true && isPure(right) ? withEffects(left, ONE) : made;
    }
  }
  const a = intOf(left);
  const b = intOf(right);
  const compare = Object.hasOwn(COMPARE, op) ? COMPARE[op] : undefined;
  if (compare && a !== null && b !== null) return compare(a, b) ? ONE : ZERO;
  const sign = signOfError(left);
  const other = signOfError(right);
  if (compare && sign !== 0 && b === 0n) return compare(BigInt(sign), 0n) ? ONE : ZERO;
  if (compare && other !== 0 && a === 0n) return compare(0n, BigInt(other)) ? ONE : ZERO;
  if (compare && sign !== 0 && (op === '==' || op === '!=') && other !== 0 && isPure(left)) {
    const same = JSON.stringify(left) === JSON.stringify(right);
    return same === (op === '==') ? ONE : ZERO;
  }
  const compute = Object.hasOwn(COMPUTE_OR_SHIFT, op) ? COMPUTE_OR_SHIFT[op] : undefined;
  if (compute && a !== null && b !== null) {
    const value = compute(a, b);
    if (value !== null) return literal(value);
  }
  if (b === 0n && /^(?:[|+^-]|<<|>>)$/.test(op)) return left;
  if (a === 0n && /^[|+^]$/.test(op)) return right;
  if (a === 0n && (op === '<<' || op === '>>') && isPure(right)) return ZERO;
  if (op === '&' && ((a === 0n && isPure(right)) || (b === 0n && isPure(left)))) return ZERO;
  if (op === '*' && ((a === 0n && isPure(right)) || (b === 0n && isPure(left)))) return ZERO;
  if (op === '*' && b === 1n) return left;
  if (op === '*' && a === 1n) return right;
  // `x |= 0`, `x += 0` change nothing.
  if (b === 0n && /^(?:[|+^-]|<<|>>)=$/.test(op) && isPure(left)) return left;
  return made;
}

/** Which sign an error number has; 0: it is none. */
function signOfError(e: Expression): number {
  if (e.kind === 'name') return ERROR_NAME.test(e.text) ? 1 : 0;
  return e.kind === 'unary' && e.op === '-' ? -signOfError(e.operand) : 0;
}

function foldChoice(test: Expression, yes: Expression | null, no: Expression): Expression {
  const truth = truthOf(test);
  if (truth === true) return yes ? withEffects(test, yes) : test;
  if (truth === false) return withEffects(test, no);
  if (yes && truthOf(yes) === true && intOf(yes) === 1n && intOf(no) === 0n) return test;
  return { kind: 'choice', test, yes, no };
}
