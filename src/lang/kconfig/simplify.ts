import type { Span } from '../../text/span.js';
import { visitSymbols, type Expression, type SymbolOperand } from './expression.js';
import {
  and,
  compareValues,
  comparableOf,
  not,
  or,
  parseTristate,
  printValue,
  TRISTATE_NAMES,
  type Knowledge,
  type Tristate,
} from './tristate.js';

/** A piece of an expression that changes: an empty `text` removes it. */
export interface Change extends Span {
  readonly text: string;
}

/**
 * What an expression becomes under the facts: `constant`, the whole of it; `changed`, by `changes`, which are
 * disjoint except that removals may touch; `unchanged` where it mentions no fact. `causes` are ids of facts.
 * `unresolved` lists mentions that stay, as their value in that place is not known.
 */
export type Simplified =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'constant'; readonly value: 'y' | 'm' | 'n'; readonly causes: readonly string[] }
  | {
      readonly kind: 'changed';
      readonly changes: readonly Change[];
      readonly causes: readonly string[];
      readonly unresolved: readonly SymbolOperand[];
    };

/**
 * The value of an expression as far as the facts decide it. A part that mentions no fact is not looked into (it
 * stays as it is), unless it is a plain y, m or n.
 */
export function evaluate(expression: Expression, known: Knowledge): Tristate | undefined {
  switch (expression.kind) {
    case 'symbol': {
      const constant = parseTristate(expression.name);
      if (constant !== undefined) return constant;
      const fact = known.fact(expression.name);
      if (!fact) return undefined;
      // A string or number counts as n where a truth value is wanted (sym_calc_value()).
      return fact.value.kind === 'tristate' ? parseTristate(fact.value.value) : 0;
    }
    case 'constant':
      return parseTristate(expression.value);
    case 'macro':
    case 'unreadable':
      return undefined;
    case 'compare': {
      const left = comparableOf(expression.left, known);
      const right = comparableOf(expression.right, known);
      return left && right && compareValues(left, expression.operator, right);
    }
    case 'not': {
      const value = evaluate(expression.operand, known);
      return value === undefined ? undefined : not(value);
    }
    case 'parentheses':
      return evaluate(expression.inner, known);
    case 'and':
    case 'or':
      return evaluateChain(expression.kind, expression.operands, known);
  }
}

function evaluateChain(
  kind: 'and' | 'or',
  operands: readonly Expression[],
  known: Knowledge,
): Tristate | undefined {
  const decisive = kind === 'and' ? 0 : 2;
  const join = kind === 'and' ? and : or;
  let total: Tristate | undefined = kind === 'and' ? 2 : 0;
  for (const operand of operands) {
    const value = evaluate(operand, known);
    if (value === decisive) return decisive;
    total = value === undefined || total === undefined ? undefined : join(total, value);
  }
  return total;
}

/** Ids of the facts that the expression mentions, from left to right. */
export function causesOf(expression: Expression, known: Knowledge): string[] {
  const causes = new Set<string>();
  visitSymbols(expression, ({ name }) => {
    const fact = known.fact(name);
    if (fact) causes.add(fact.cause);
  });
  return [...causes];
}

/**
 * Simplifies an expression under facts by Kconfig's tristate algebra. Only what mentions a fact changes; the bytes
 * of the rest stay. `A && y` and `A || n` become A; `A && m` and `A || m` stay so, as they are neither A nor m.
 */
export function simplify(expression: Expression, text: string, known: Knowledge): Simplified {
  const causes = causesOf(expression, known);
  if (causes.length === 0) return { kind: 'unchanged' };
  const value = evaluate(expression, known);
  if (value !== undefined) return { kind: 'constant', value: TRISTATE_NAMES[value], causes };
  const writer: Writer = { text, known, changes: [], unresolved: [] };
  write(writer, expression, 'top', false);
  return { kind: 'changed', changes: writer.changes, causes, unresolved: writer.unresolved };
}

interface Writer {
  readonly text: string;
  readonly known: Knowledge;
  readonly changes: Change[];
  readonly unresolved: SymbolOperand[];
}

/** What stands around an expression: the operator whose operand it is, or nothing. */
type Context = 'top' | 'and' | 'or' | 'not';

const mentions = (writer: Writer, expression: Expression): boolean =>
  causesOf(expression, writer.known).length > 0;

const remove = (writer: Writer, start: number, end: number): void => {
  if (end > start) writer.changes.push({ start, end, text: '' });
};

/**
 * Writes the changes that make `expression`, whose value is not constant, what it becomes. `alone` says that it is
 * all that is left of the chain it stood in, so that parentheses around it may have lost their purpose.
 */
function write(writer: Writer, expression: Expression, context: Context, alone: boolean): void {
  switch (expression.kind) {
    case 'not':
      write(writer, expression.operand, 'not', false);
      break;
    case 'parentheses':
      writeParentheses(writer, expression, context, alone);
      break;
    case 'and':
    case 'or':
      writeChain(writer, expression, context);
      break;
    case 'compare':
      for (const side of [expression.left, expression.right]) {
        const fact = side.kind === 'symbol' ? writer.known.fact(side.name) : undefined;
        if (side.kind !== 'symbol' || !fact) continue;
        const type = writer.known.type(side.name);
        if (comparableOf(side, writer.known) === undefined) writer.unresolved.push(side);
        else writer.changes.push({ start: side.start, end: side.end, text: printValue(fact.value, type) });
      }
      break;
    case 'symbol':
    case 'constant':
    case 'macro':
    case 'unreadable':
      break;
  }
}

function writeParentheses(
  writer: Writer,
  expression: Extract<Expression, { kind: 'parentheses' }>,
  context: Context,
  alone: boolean,
): void {
  if (!mentions(writer, expression) && !alone) return;
  const { inner } = expression;
  const rest = remainderOf(writer, inner);
  if ((alone || rest !== inner) && !needsParentheses(rest, context)) {
    remove(writer, expression.start, inner.start);
    write(writer, inner, context, true);
    remove(writer, inner.end, expression.end);
  } else {
    write(writer, inner, 'top', false);
  }
}

/** What is left of a chain that loses all operands but one, all the way down; the expression itself otherwise. */
function remainderOf(writer: Writer, expression: Expression): Expression {
  let rest = expression;
  while (rest.kind === 'and' || rest.kind === 'or') {
    const kept = keptOperands(writer, rest);
    if (kept.length !== 1) break;
    rest = kept[0]!;
  }
  return rest;
}

/** Parentheses around && within || stay, as they help the reader; all others go where precedence allows. */
function needsParentheses(rest: Expression, context: Context): boolean {
  switch (rest.kind) {
    case 'or':
      return context === 'and' || context === 'not';
    case 'and':
      return context === 'or' || context === 'not';
    case 'compare':
      return context === 'not';
    default:
      return false;
  }
}

/**
 * The operands of a chain that stay: those without a known value; plain constants that the file itself wrote; and
 * one m, as `A && m` means less than A and `A || m` more.
 */
function keptOperands(writer: Writer, chain: Extract<Expression, { kind: 'and' | 'or' }>): Expression[] {
  const values = chain.operands.map((operand) => evaluate(operand, writer.known));
  const written = chain.operands.map((operand) => !mentions(writer, operand));
  const hasModule = values.some((value, i) => value === 1 && written[i]!);
  const firstModule = hasModule ? -1 : values.indexOf(1);
  return chain.operands.filter((_, i) => values[i] === undefined || written[i]! || i === firstModule);
}

function writeChain(
  writer: Writer,
  chain: Extract<Expression, { kind: 'and' | 'or' }>,
  context: Context,
): void {
  const { operands } = chain;
  const kept = new Set(keptOperands(writer, chain));
  for (let i = 0; i < operands.length; i++) {
    if (kept.has(operands[i]!)) continue;
    let last = i;
    while (last + 1 < operands.length && !kept.has(operands[last + 1]!)) last++;
    removeOperands(writer, operands, i, last);
    i = last;
  }
  for (const operand of kept) {
    if (evaluate(operand, writer.known) !== undefined) {
      if (mentions(writer, operand))
        writer.changes.push({ start: operand.start, end: operand.end, text: 'm' });
    } else if (kept.size === 1) {
      write(writer, operand, context, true);
    } else {
      write(writer, operand, chain.kind, false);
    }
  }
}

/**
 * Removes the operands `first` to `last` with one operator. Where they begin a continued line and others follow on
 * it, what goes is the operator after them, so that the line break stays where it was.
 */
function removeOperands(writer: Writer, operands: readonly Expression[], first: number, last: number): void {
  const before = operands[first - 1];
  const after = operands[last + 1];
  const breaks = (a: Expression, b: Expression) => writer.text.slice(a.end, b.start).includes('\n');
  const begins = !before || (after && breaks(before, operands[first]!) && !breaks(operands[last]!, after));
  if (begins && after) remove(writer, operands[first]!.start, after.start);
  else if (before) remove(writer, before.end, operands[last]!.end);
}

/** Applies changes that lie within `span` to its text. */
export function printChanged(text: string, span: Span, changes: readonly Change[]): string {
  let out = '';
  let at = span.start;
  for (const change of [...changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (change.start < at && change.end <= at) continue;
    out += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return out + text.slice(at, span.end);
}
