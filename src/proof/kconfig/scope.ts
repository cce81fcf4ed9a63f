import type { Comparison, Expression, Operand } from './expression.js';
import { MODULE, NO, YES, type Formula, type Tristate } from './formula.js';
import type { Premises } from './premises.js';

/** What names mean in a text. */
export interface Scope {
  readonly resolve: (name: string) => Formula;
  /** The value of a symbol that always is the same text. */
  readonly literal: (name: string) => string | undefined;
  /** A symbol's name after the change; undefined for one that is no single symbol any more. */
  readonly spell: (name: string) => string | undefined;
  readonly isTristate: (name: string) => boolean;
}

/**
 * What names mean before the change, with all that is stated applied: gone symbols have their value, replaced ones are
 * what takes their place, renamed ones have their new names.
 * @param isTristate whether a symbol that goes is a bool or tristate: other comparisons of it stay as they are.
 */
export function scopeBefore(premises: Premises, isTristate: (name: string) => boolean): Scope {
  const { gone, replaced, renamed } = premises;
  const scope: Scope = {
    isTristate,
    resolve(name) {
      const constant = CONSTANTS.get(name);
      if (constant) return constant;
      const expression = replaced.get(name);
      if (expression) return toFormula(expression, scope);
      const value = gone.get(name)?.value;
      // A text or number counts as n where a truth value is wanted (sym_calc_value()).
      if (value) return value.isLiteral ? NO : (CONSTANTS.get(value.text) ?? NO);
      return { kind: 'variable', name: renamed.get(name) ?? name, isBool: false };
    },
    literal(name) {
      const value = gone.get(name)?.value;
      return value?.isLiteral ? value.text : undefined;
    },
    spell(name) {
      const expression = replaced.get(name);
      if (expression) return expression.kind === 'symbol' ? scope.spell(expression.name) : undefined;
      return renamed.get(name) ?? name;
    },
  };
  return scope;
}

/** What names mean after the change: a symbol that is gone isn't defined any more, so it is n. */
export function scopeAfter(isGone: (name: string) => boolean, isTristate: (name: string) => boolean): Scope {
  return {
    isTristate,
    resolve: (name) => CONSTANTS.get(name) ?? (isGone(name) ? NO : { kind: 'variable', name, isBool: false }),
    literal: () => undefined,
    spell: (name) => name,
  };
}

const CONSTANTS: ReadonlyMap<string, Formula> = new Map([
  ['n', NO],
  ['m', MODULE],
  ['y', YES],
]);

/** The function that an expression is. */
export function toFormula(expression: Expression, scope: Scope): Formula {
  switch (expression.kind) {
    case 'symbol':
      return scope.resolve(expression.name);
    case 'text':
      return CONSTANTS.get(expression.text) ?? opaque(`"${expression.text}"`, false);
    case 'opaque':
      return opaque(expression.text, false);
    case 'not':
      return { kind: 'not', of: toFormula(expression.of, scope) };
    case 'and':
    case 'or':
      return { kind: expression.kind, of: expression.of.map((operand) => toFormula(operand, scope)) };
    case 'compare':
      return compare(expression, scope);
  }
}

/** What can't be looked into is a variable of its own, by its text; a blank keeps its name apart from symbols'. */
const opaque = (text: string, isBool: boolean): Formula => ({ kind: 'variable', name: ` ${text}`, isBool });

/** One side of a comparison: a tristate function, or a text. */
type Side =
  | { readonly kind: 'tristate'; readonly formula: Formula; readonly constant: Tristate | undefined }
  | { readonly kind: 'literal' | 'unknown'; readonly text: string };

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
const HOLDS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function compare(of: Extract<Expression, { kind: 'compare' }>, scope: Scope): Formula {
  const left = readSide(of.left, scope);
  const right = readSide(of.right, scope);
  if (left.kind === 'tristate' && right.kind === 'tristate') {
    if (right.constant !== undefined) return testAgainst(left.formula, of.operator, right.constant);
    if (left.constant !== undefined) {
      return testAgainst(right.formula, MIRRORED[of.operator], left.constant);
    }
  }
  if (left.kind === 'literal' && right.kind === 'literal') {
    return HOLDS[of.operator](orderOf(left.text, right.text)) ? YES : NO;
  }
  return compareUnknown(textOf(of.left, left, scope), of.operator, textOf(of.right, right, scope));
}

function testAgainst(of: Formula, operator: Comparison, constant: Tristate): Formula {
  const holds = HOLDS[operator];
  return { kind: 'test', of, holds: [holds(0 - constant), holds(1 - constant), holds(2 - constant)] };
}

/** A comparison of what isn't known: some truth, the opposite for the opposite operator. */
function compareUnknown(left: string, operator: Comparison, right: string): Formula {
  if (operator === '!=') return { kind: 'not', of: compareUnknown(left, '=', right) };
  if (operator === '>=') return { kind: 'not', of: compareUnknown(left, '<', right) };
  if (operator === '<=') return { kind: 'not', of: compareUnknown(left, '>', right) };
  return opaque(`${left} ${operator} ${right}`, true);
}

function readSide(operand: Operand, scope: Scope): Side {
  if (operand.kind === 'opaque') return { kind: 'unknown', text: operand.text };
  if (operand.kind === 'text') {
    const constant = CONSTANTS.get(operand.text);
    if (!constant) return { kind: 'literal', text: operand.text };
    return { kind: 'tristate', formula: constant, constant: valueOf(constant) };
  }
  const literal = scope.literal(operand.name);
  if (literal !== undefined) return { kind: 'literal', text: literal };
  const formula = scope.resolve(operand.name);
  if (formula.kind === 'variable' && NUMBER.test(operand.name)) {
    return { kind: 'literal', text: operand.name };
  }
  const constant = valueOf(formula);
  const isNamed = CONSTANTS.has(operand.name);
  if (constant !== undefined && !isNamed && !scope.isTristate(operand.name)) {
    return { kind: 'unknown', text: operand.name };
  }
  return { kind: 'tristate', formula, constant };
}

const valueOf = (formula: Formula): Tristate | undefined =>
  formula.kind === 'value' ? formula.value : undefined;

function textOf(operand: Operand, side: Side, scope: Scope): string {
  if (side.kind !== 'tristate') return side.text;
  if (side.constant !== undefined) return 'nmy'[side.constant]!;
  return operand.kind === 'symbol' ? (scope.spell(operand.name) ?? operand.name) : operand.text;
}

const NUMBER = /^-?(?:0[xX][0-9a-fA-F]+|[0-9]+)$/;

/** Numbers by value, else byte by byte (expr_compare() of scripts/kconfig/expr.c). */
function orderOf(left: string, right: string): number {
  if (NUMBER.test(left) && NUMBER.test(right)) {
    const [a, b] = [toNumber(left), toNumber(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

function toNumber(text: string): bigint {
  const digits = text.replace('-', '');
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return text.startsWith('-') ? -value : value;
}

/** What a default or an end of a range says where no truth value is wanted: a text, or a symbol's name. */
export function toText(expression: Expression, scope: Scope): string {
  switch (expression.kind) {
    case 'symbol':
      return scope.literal(expression.name) ?? scope.spell(expression.name) ?? expression.name;
    case 'text':
    case 'opaque':
      return expression.text;
    default:
      return JSON.stringify(toFormula(expression, scope));
  }
}
