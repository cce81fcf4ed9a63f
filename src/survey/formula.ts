import type { Expression, Operand, RelationalOperator } from '../lang/kconfig/expression.js';
import { and, not, or, parseTristate, type Tristate } from '../lang/kconfig/tristate.js';

/** A Kconfig expression over numbered symbols, so that it can be reckoned many times. */
export type Formula =
  | { readonly kind: 'constant'; readonly value: Tristate }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'symbol'; readonly index: number }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'every' | 'some'; readonly of: readonly Formula[] }
  /** A symbol and one of the three values; of other comparisons nothing is known. */
  | { readonly kind: 'equals'; readonly index: number; readonly value: Tristate; readonly isSame: boolean };

/** The least and greatest value that each symbol can have, by number. */
export interface Bounds {
  readonly low: Uint8Array;
  readonly high: Uint8Array;
  /** 1 for a bool or tristate that some entry defines; of others a comparison tells nothing. */
  readonly isKnown: Uint8Array;
}

export const ALWAYS: Formula = { kind: 'constant', value: 2 };
const UNKNOWN: Formula = { kind: 'unknown' };

/** @param indexOf the number of a symbol; undefined for a word of whose value nothing is known. */
export function makeFormula(
  expression: Expression | Operand,
  indexOf: (name: string) => number | undefined,
): Formula {
  switch (expression.kind) {
    case 'symbol': {
      const value = parseTristate(expression.name);
      if (value !== undefined) return { kind: 'constant', value };
      const index = indexOf(expression.name);
      return index === undefined ? UNKNOWN : { kind: 'symbol', index };
    }
    case 'constant': {
      const value = parseTristate(expression.value);
      return value === undefined ? UNKNOWN : { kind: 'constant', value };
    }
    case 'not':
      return { kind: 'not', of: makeFormula(expression.operand, indexOf) };
    case 'and':
    case 'or': {
      const of = expression.operands.map((operand) => makeFormula(operand, indexOf));
      return { kind: expression.kind === 'and' ? 'every' : 'some', of };
    }
    case 'parentheses':
      return makeFormula(expression.inner, indexOf);
    case 'compare':
      return makeComparison(expression.left, expression.operator, expression.right, indexOf);
    case 'macro':
    case 'unreadable':
      return UNKNOWN;
  }
}

function makeComparison(
  left: Operand,
  operator: RelationalOperator,
  right: Operand,
  indexOf: (name: string) => number | undefined,
): Formula {
  const [symbol, constant] = tristateOf(right) === undefined ? [right, left] : [left, right];
  const value = tristateOf(constant);
  const index = symbol.kind === 'symbol' ? indexOf(symbol.name) : undefined;
  if (value === undefined || index === undefined || (operator !== '=' && operator !== '!=')) return UNKNOWN;
  return { kind: 'equals', index, value, isSame: operator === '=' };
}

function tristateOf(operand: Operand): Tristate | undefined {
  if (operand.kind === 'macro') return undefined;
  return parseTristate(operand.kind === 'symbol' ? operand.name : operand.value);
}

export function every(of: readonly Formula[]): Formula {
  const open = of.filter((one) => one !== ALWAYS);
  return open.length === 0 ? ALWAYS : open.length === 1 ? open[0]! : { kind: 'every', of: open };
}

/** The greatest value that a formula can have. */
export function highOf(formula: Formula, bounds: Bounds): Tristate {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'unknown':
      return 2;
    case 'symbol':
      return bounds.high[formula.index] as Tristate;
    case 'not':
      return not(lowOf(formula.of, bounds));
    case 'every': {
      let value: Tristate = 2;
      for (const one of formula.of) if ((value = and(value, highOf(one, bounds))) === 0) return 0;
      return value;
    }
    case 'some': {
      let value: Tristate = 0;
      for (const one of formula.of) if ((value = or(value, highOf(one, bounds))) === 2) return 2;
      return value;
    }
    case 'equals':
      return canHold(formula, bounds) ? 2 : 0;
  }
}

/** The least value that a formula can have. */
export function lowOf(formula: Formula, bounds: Bounds): Tristate {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'unknown':
      return 0;
    case 'symbol':
      return bounds.low[formula.index] as Tristate;
    case 'not':
      return not(highOf(formula.of, bounds));
    case 'every': {
      let value: Tristate = 2;
      for (const one of formula.of) if ((value = and(value, lowOf(one, bounds))) === 0) return 0;
      return value;
    }
    case 'some': {
      let value: Tristate = 0;
      for (const one of formula.of) if ((value = or(value, lowOf(one, bounds))) === 2) return 2;
      return value;
    }
    case 'equals':
      return canHold({ ...formula, isSame: !formula.isSame }, bounds) ? 0 : 2;
  }
}

/** Whether the comparison may hold. */
function canHold(
  { index, value, isSame }: { readonly index: number; readonly value: Tristate; readonly isSame: boolean },
  { low, high, isKnown }: Bounds,
): boolean {
  if (isKnown[index] === 0) return true;
  const isWithin = low[index]! <= value && value <= high[index]!;
  return isSame ? isWithin : low[index] !== high[index] || low[index] !== value;
}
