import type { ConfigValue } from '../facts.js';
import type { Operand, RelationalOperator } from './expression.js';
import type { SymbolType } from './syntax.js';

/** Kconfig's numbers for n, m and y (kconfig-language.rst, "menu dependencies"). */
export type Tristate = 0 | 1 | 2;

export const TRISTATE_NAMES = ['n', 'm', 'y'] as const;

/** && is the minimum, || the maximum, ! is 2 minus its operand. */
export const and = (a: Tristate, b: Tristate): Tristate => (a < b ? a : b);
export const or = (a: Tristate, b: Tristate): Tristate => (a > b ? a : b);
export const not = (a: Tristate): Tristate => (2 - a) as Tristate;

export function parseTristate(name: string | null): Tristate | undefined {
  return name === 'y' ? 2 : name === 'm' ? 1 : name === 'n' ? 0 : undefined;
}

/** What is known about the symbols of a tree while its expressions are folded. */
export interface Knowledge {
  /** The fact about the symbol, with its id; undefined where nothing is known. */
  fact(name: string): { readonly value: ConfigValue; readonly cause: string } | undefined;
  /** The symbol's type; undefined for a name that has none. */
  type(name: string): SymbolType | undefined;
  isDefined(name: string): boolean;
}

/** Value of one side of a comparison: its text, and the type that says how to read it as a number. */
export interface Comparable {
  readonly text: string;
  readonly type: SymbolType | undefined;
}

const NUMBER = /^-?(?:0[xX][0-9a-fA-F]+|[0-9]+)$/;

/** The value of one side of a comparison; undefined where it is not known. */
export function comparableOf(operand: Operand, known: Knowledge): Comparable | undefined {
  if (operand.kind === 'macro') return undefined;
  if (operand.kind === 'constant') {
    if (operand.value === null) return undefined;
    return { text: operand.value, type: parseTristate(operand.value) === undefined ? undefined : 'tristate' };
  }
  const { name } = operand;
  if (parseTristate(name) !== undefined) return { text: name, type: 'tristate' };
  const fact = known.fact(name);
  if (!fact) return NUMBER.test(name) && !known.isDefined(name) ? { text: name, type: undefined } : undefined;
  const type = known.type(name);
  if (fact.value.kind === 'literal') return { text: fact.value.value, type };
  // A symbol with another type that can only be n has no value that a comparison could be sure of.
  return type === undefined || isTristateType(type)
    ? { text: fact.value.value, type: 'tristate' }
    : undefined;
}

export const isTristateType = (type: SymbolType | undefined): boolean =>
  type === 'bool' || type === 'tristate';

/** The number that `text` stands for, as expr_parse_string() of scripts/kconfig/expr.c reads it. */
function numberOf({ text, type }: Comparable): bigint | undefined {
  if (isTristateType(type)) return BigInt(parseTristate(text) ?? -1);
  if (type === 'hex')
    return /^(0[xX])?[0-9a-fA-F]+$/.test(text) ? BigInt(`0x${text.replace(/^0[xX]/, '')}`) : undefined;
  if (type === 'int') return /^[-+]?[0-9]+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;
  if (!NUMBER.test(text)) return undefined;
  const negative = text.startsWith('-');
  const digits = negative ? text.slice(1) : text;
  // strtoll with base 0: a leading zero is octal.
  const octal = /^0[0-9]+$/.test(digits);
  if (octal && /[89]/.test(digits)) return undefined;
  const value = octal ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  return negative ? -value : value;
}

/** Compares as numbers where both sides are, else byte by byte (two string symbols always byte by byte). */
export function compareValues(left: Comparable, operator: RelationalOperator, right: Comparable): Tristate {
  const strings = left.type === 'string' && right.type === 'string';
  const a = strings ? undefined : numberOf(left);
  const b = strings ? undefined : numberOf(right);
  let order: number;
  if (a === undefined || b === undefined)
    order = left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
  else order = a < b ? -1 : a > b ? 1 : 0;
  return HOLDS[operator](order) ? 2 : 0;
}

const HOLDS: Readonly<Record<RelationalOperator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** How a fact's value is written in an expression or as a default. */
export function printValue(value: ConfigValue, type: SymbolType | undefined): string {
  if (value.kind === 'tristate') return value.value;
  const bare = type === 'int' || type === 'hex' || (type !== 'string' && NUMBER.test(value.value));
  return bare ? value.value : `"${value.value.replace(/[\\"]/g, '\\$&')}"`;
}
