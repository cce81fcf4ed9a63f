/** A value of (u)intmax_t, in which `#if` computes (C11 6.10.1p4): 64 bits here. */
export interface IntegerValue {
  readonly value: bigint;
  readonly unsigned: boolean;
}

export const ZERO: IntegerValue = { value: 0n, unsigned: false };
export const ONE: IntegerValue = { value: 1n, unsigned: false };

const MAX = (1n << 63n) - 1n;
const MIN = -(1n << 63n);

export function booleanValue(is: boolean): IntegerValue {
  return is ? ONE : ZERO;
}

export function isTruthy(value: IntegerValue): boolean {
  return value.value !== 0n;
}

const INTEGER = /^(0[xX][\da-fA-F]+|0[bB][01]+|0[0-7]*|[1-9]\d*)(?:([uU])(?:ll?|LL?)?|(?:ll?|LL?)([uU])?)?$/;

/** The value of an integer literal with its suffixes (C11 6.4.4.1, and gcc's 0b); undefined for any other text. */
export function parseInteger(text: string): IntegerValue | undefined {
  const match = INTEGER.exec(text);
  if (!match) return undefined;
  const digits = match[1]!;
  const value = /^0[0-7]/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  if (value >= 1n << 64n) return undefined;
  return { value, unsigned: match[2] !== undefined || match[3] !== undefined || value > MAX };
}

const ESCAPES: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  '0': 0,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63,
};

/** The value of a character constant of one ASCII character; undefined for others, which implementations define. */
export function parseCharacter(text: string): IntegerValue | undefined {
  const match = /^'(?:\\(.)|([^\\]))'$/.exec(text);
  if (!match) return undefined;
  const code = match[1] === undefined ? match[2]!.charCodeAt(0) : ESCAPES[match[1]];
  return code === undefined || code > 127 ? undefined : { value: BigInt(code), unsigned: false };
}

function fit(value: bigint, unsigned: boolean): IntegerValue | undefined {
  if (unsigned) return { value: BigInt.asUintN(64, value), unsigned };
  return value < MIN || value > MAX ? undefined : { value, unsigned };
}

/** Applies `+`, `-`, `~` or `!`; undefined where the result overflows. */
export function applyUnary(operator: string, operand: IntegerValue): IntegerValue | undefined {
  switch (operator) {
    case '+':
      return operand;
    case '-':
      return fit(-operand.value, operand.unsigned);
    case '~':
      return fit(~operand.value, operand.unsigned);
    case '!':
      return booleanValue(!isTruthy(operand));
    default:
      return undefined;
  }
}

/**
 * Applies a binary operator after the usual arithmetic conversions; undefined for a division by zero, an overflow, an
 * odd shift and the comma: compilers warn of these or reject them, so nobody may build on a value of ours.
 */
export function applyBinary(
  operator: string,
  left: IntegerValue,
  right: IntegerValue,
): IntegerValue | undefined {
  const unsigned = left.unsigned || right.unsigned;
  const a = unsigned ? BigInt.asUintN(64, left.value) : left.value;
  const b = unsigned ? BigInt.asUintN(64, right.value) : right.value;
  switch (operator) {
    case '*':
      return fit(a * b, unsigned);
    case '/':
      return b === 0n ? undefined : fit(a / b, unsigned);
    case '%':
      return b === 0n ? undefined : fit(a % b, unsigned);
    case '+':
      return fit(a + b, unsigned);
    case '-':
      return fit(a - b, unsigned);
    case '<<':
    case '>>':
      if (right.value < 0n || right.value > 63n) return undefined;
      return fit(operator === '<<' ? left.value << right.value : left.value >> right.value, left.unsigned);
    case '<':
      return booleanValue(a < b);
    case '>':
      return booleanValue(a > b);
    case '<=':
      return booleanValue(a <= b);
    case '>=':
      return booleanValue(a >= b);
    case '==':
      return booleanValue(a === b);
    case '!=':
      return booleanValue(a !== b);
    case '&':
      return fit(a & b, unsigned);
    case '^':
      return fit(a ^ b, unsigned);
    case '|':
      return fit(a | b, unsigned);
    case '&&':
      return booleanValue(a !== 0n && b !== 0n);
    case '||':
      return booleanValue(a !== 0n || b !== 0n);
    default:
      return undefined;
  }
}
