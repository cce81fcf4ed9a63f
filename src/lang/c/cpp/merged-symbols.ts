import type { MergedFact } from '../../facts.js';
import { holdsOffset } from '../../../text/partition-point.js';
import { soleName } from './evaluate.js';
import type { Expression } from './expression.js';

/** A set of values of a symbol: the sum of these. */
const N = 1;
const M = 2;
const Y = 4;

/** The values that symbols can have where something holds; a symbol that isn't in it can have any. */
export type Constraint = ReadonlyMap<string, number>;

export const NO_CONSTRAINT: Constraint = new Map();

/** Symbols that took another's place in a file, so that conditions may repeat each other. */
export interface MergedSymbols {
  /** The values that each symbol can have at all. */
  readonly universe: Constraint;
  /** What holds in the whole file, as it isn't built otherwise. */
  readonly everywhere: Constraint;
  /** Offsets of the names that took the place, sorted. */
  readonly places: readonly number[];
  readonly cause: string;
}

/** Macros that stand for a condition that is decided; no file can name them. */
export const DECIDED = { true: '\0true', false: '\0false' } as const;

/** @param cause the id that edits get. */
export function makeMergedSymbols(facts: readonly MergedFact[]): MergedSymbols | undefined {
  const [first] = facts;
  if (!first) return undefined;
  const universe = new Map<string, number>();
  const everywhere = new Map<string, number>();
  for (const { name, type, isEnabled } of facts.flatMap(({ operands }) => operands)) {
    const all = type === 'bool' ? N | Y : N | M | Y;
    universe.set(name, all);
    if (isEnabled) everywhere.set(name, all & ~N);
  }
  const places = facts.flatMap((fact) => fact.places).sort((a, b) => a - b);
  return { universe, everywhere, places, cause: `CONFIG_${first.symbol} becomes ${first.by}` };
}

/** The macros whose definition in a file makes its conditions mean something else. */
export function macrosOf(merged: MergedSymbols): Set<string> {
  return new Set([...merged.universe.keys()].flatMap((name) => [`CONFIG_${name}`, `CONFIG_${name}_MODULE`]));
}

/** Whether a name that took another's place stands in [start, end). */
export function isTouched({ places }: MergedSymbols, start: number, end: number): boolean {
  return holdsOffset(places, start, end);
}

interface Test {
  readonly symbol: string;
  /** The values for which it is true. */
  readonly values: number;
}

/** include/linux/kconfig.h of the kernel; IS_REACHABLE() of a module depends on who asks. */
const TEST_VALUES: ReadonlyMap<string, number> = new Map([
  ['IS_ENABLED', M | Y],
  ['IS_BUILTIN', Y],
  ['IS_MODULE', M],
  ['__is_defined', Y],
  ['config_enabled', Y],
]);

/** A test of one merged symbol; a bare name counts as one where only its truth matters. */
function testOf(merged: MergedSymbols, node: Expression): Test | undefined {
  switch (node.kind) {
    case 'defined':
    case 'name':
      return readMacro(merged, node.name);
    case 'call': {
      const argument = soleName(node.arguments);
      if (!argument?.startsWith('CONFIG_') || !merged.universe.has(argument.slice(7))) return undefined;
      const symbol = argument.slice(7);
      const all = merged.universe.get(symbol)!;
      const values = TEST_VALUES.get(node.name);
      if (values !== undefined) return { symbol, values: values & all };
      return node.name === 'IS_REACHABLE' && (all & M) === 0 ? { symbol, values: Y } : undefined;
    }
    default:
      return undefined;
  }
}

function readMacro({ universe }: MergedSymbols, macro: string): Test | undefined {
  if (!macro.startsWith('CONFIG_')) return undefined;
  const symbol = macro.slice('CONFIG_'.length);
  if (universe.has(symbol)) return { symbol, values: Y };
  const bare = symbol.endsWith('_MODULE') ? symbol.slice(0, -'_MODULE'.length) : '';
  const all = universe.get(bare);
  // A bool is never m, so its _MODULE macro, if it stands anywhere, is another symbol's.
  return all !== undefined && (all & M) !== 0 ? { symbol: bare, values: M } : undefined;
}

/** What holds of merged symbols where `node` is true (or false). */
export function constraintOf(merged: MergedSymbols, node: Expression, truth: boolean): Constraint {
  const test = testOf(merged, node);
  if (test) {
    const all = merged.universe.get(test.symbol)!;
    return new Map([[test.symbol, truth ? test.values : all & ~test.values]]);
  }
  switch (node.kind) {
    case 'parenthesized':
      return constraintOf(merged, node.inner, truth);
    case 'unary':
      return node.operator === '!' ? constraintOf(merged, node.operand, !truth) : NO_CONSTRAINT;
    case 'logical': {
      const parts = node.operands.map((operand) => constraintOf(merged, operand, truth));
      return (node.operator === '&&') === truth ? bothHold(...parts) : oneHolds(parts);
    }
    default:
      return NO_CONSTRAINT;
  }
}

export function bothHold(...parts: readonly Constraint[]): Constraint {
  const filled = parts.filter(({ size }) => size > 0);
  if (filled.length <= 1) return filled[0] ?? NO_CONSTRAINT;
  const joint = new Map<string, number>();
  for (const part of filled) {
    for (const [symbol, values] of part) joint.set(symbol, (joint.get(symbol) ?? N | M | Y) & values);
  }
  return joint;
}

function oneHolds(parts: readonly Constraint[]): Constraint {
  const [first, ...others] = parts;
  const joint = new Map<string, number>();
  for (const [symbol, values] of first ?? NO_CONSTRAINT) {
    if (others.every((part) => part.has(symbol)))
      joint.set(
        symbol,
        others.reduce((sum, part) => sum | part.get(symbol)!, values),
      );
  }
  return joint;
}

/** Longer chains stay as they are. */
const LONGEST_CHAIN = 60;

/**
 * Decides the tests of merged symbols that the others of the condition, or what holds around it, decide: of
 * `defined(A) && defined(A)` one, within `#ifdef A` both.
 * @returns the condition with DECIDED names in place of such tests; itself when there are none.
 */
export function settleTests(merged: MergedSymbols, node: Expression, holds: Constraint): Expression {
  const test = testOf(merged, node);
  if (test) {
    const values = holds.get(test.symbol) ?? merged.universe.get(test.symbol)!;
    // Nothing holds in code that can't be reached: that is none of our business.
    if (values === 0) return node;
    if ((values & ~test.values) === 0) return decided(node, true);
    return (values & test.values) === 0 ? decided(node, false) : node;
  }
  switch (node.kind) {
    case 'parenthesized': {
      const inner = settleTests(merged, node.inner, holds);
      return inner === node.inner ? node : { ...node, inner };
    }
    case 'unary': {
      if (node.operator !== '!') return node;
      const operand = settleTests(merged, node.operand, holds);
      return operand === node.operand ? node : { ...node, operand };
    }
    case 'logical':
      return node.operands.length > LONGEST_CHAIN ? node : settleChain(merged, node, holds);
    default:
      return node;
  }
}

function decided({ start, end }: Expression, truth: boolean): Expression {
  return { kind: 'defined', name: truth ? DECIDED.true : DECIDED.false, start, end };
}

/** Each operand matters only where those of && before and after it are true, those of || false. */
function settleChain(
  merged: MergedSymbols,
  node: Extract<Expression, { kind: 'logical' }>,
  holds: Constraint,
): Expression {
  const operands = [...node.operands];
  const says = operands.map((operand) => constraintOf(merged, operand, node.operator === '&&'));
  // The operands that the replacement wrote go rather than those that stood there before, later ones first.
  const order = operands.map((_, i) => i).reverse();
  const isNew = (i: number) => isTouched(merged, operands[i]!.start, operands[i]!.end);
  order.sort((a, b) => Number(isNew(b)) - Number(isNew(a)));
  let isChanged = false;
  for (const i of order) {
    const others = says.filter((_, j) => j !== i);
    const settled = settleTests(merged, operands[i]!, bothHold(holds, ...others));
    if (settled === operands[i]) continue;
    operands[i] = settled;
    says[i] = constraintOf(merged, settled, node.operator === '&&');
    isChanged = true;
  }
  return isChanged ? { ...node, operands } : node;
}
