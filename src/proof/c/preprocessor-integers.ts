import { ONE, ZERO, type Expression } from './expression.js';
import { foldBinary, foldUnary } from './fold-expression.js';
import { COMPARE, COMPUTE } from './integer-operators.js';

/** An integer of a condition: intmax_t or uintmax_t (C11 6.10.1p4), of 64 bits. */
interface Integer {
  readonly value: bigint;
  readonly isUnsigned: boolean;
}

const LARGEST = (1n << 63n) - 1n;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

/** The integer that a condition's part is; null: none is known. A character counts if it is the same in all charsets. */
export function integerOf(e: Expression): Integer | null {
  if (e.kind === 'unary' && e.op === '-' && e.operand.kind === 'literal' && /^\d+$/.test(e.operand.text)) {
    return { value: -BigInt(e.operand.text), isUnsigned: false };
  }
  if (e.kind !== 'literal') return null;
  const character = /^'(?:([ -&(-[\]-~])|\\([ntrabfv0\\'"?]))'$/.exec(e.text);
  if (character) {
    const text = character[1] ?? ESCAPES[character[2]!]!;
    return { value: BigInt(text.charCodeAt(0)), isUnsigned: false };
  }
  const number = /^(0[xX][\da-fA-F]+|0[bB][01]+|0[0-7]*|[1-9]\d*)([uUlL]*)$/.exec(e.text);
  if (!number) return null;
  const digits = number[1]!;
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return value >> 64n === 0n ? { value, isUnsigned: /u/i.test(number[2]!) || value > LARGEST } : null;
}

function spell({ value, isUnsigned }: Integer): Expression {
  if (isUnsigned) return { kind: 'literal', text: `${BigInt.asUintN(64, value)}U` };
  const signed = BigInt.asIntN(64, value);
  const literal: Expression = { kind: 'literal', text: String(signed < 0n ? -signed : signed) };
  return signed < 0n ? { kind: 'unary', op: '-', operand: literal } : literal;
}

/** `left op right` in a condition, as far as it is known. A name that nothing is known of is just that. */
export function foldInCondition(op: string, left: Expression, right: Expression): Expression {
  const made: Expression = { kind: 'binary', op, left, right };
  const a = integerOf(left);
  const b = integerOf(right);
  if (op === '&&' || op === '||') {
    // What decides alone, and what says nothing.
    const [decides, passes] = op === '&&' ? [ZERO, ONE] : [ONE, ZERO];
    const isDecided = (one: Integer | null) => one !== null && (one.value === 0n) === (op === '&&');
    if (isDecided(a) || isDecided(b)) return decides;
    if (a && b) return passes;
    return a ? right : b ? left : made;
  }
  const compare = Object.hasOwn(COMPARE, op) ? COMPARE[op] : undefined;
  if (!a || !b) return compare ? made : foldBinary(op, left, right);
  if (op === '<<' || op === '>>') {
    if (b.value < 0n || b.value > 63n) return made;
    const value = op === '<<' ? a.value << b.value : a.value >> b.value;
    return spell({ value, isUnsigned: a.isUnsigned });
  }
  const isUnsigned = a.isUnsigned || b.isUnsigned;
  const [x, y] = [a, b].map(({ value }) => (isUnsigned ? BigInt.asUintN(64, value) : value)) as [
    bigint,
    bigint,
  ];
  if (compare) return compare(x, y) ? ONE : ZERO;
  const value = Object.hasOwn(COMPUTE, op) ? COMPUTE[op]!(x, y) : null;
  return value === null ? made : spell({ value, isUnsigned });
}

/** The operand of `?:` that is taken, in the type of both (C11 6.5.15p5). */
export function likeBoth(taken: Expression, other: Expression): Expression {
  const own = integerOf(taken);
  return own && integerOf(other)?.isUnsigned === true ? spell({ ...own, isUnsigned: true }) : taken;
}

/** `op operand` in a condition; see foldInCondition. */
export function foldUnaryInCondition(op: string, operand: Expression): Expression {
  const known = integerOf(operand);
  if (known) {
    const { value, isUnsigned } = known;
    if (op === '!') return value === 0n ? ONE : ZERO;
    if (op === '+') return operand;
    if (op === '-') return spell({ value: -value, isUnsigned });
    if (op === '~') return spell({ value: ~value, isUnsigned });
  }
  return op === '!' && operand.kind !== 'name' ? foldUnary(op, operand) : { kind: 'unary', op, operand };
}
