import { stripParentheses, type Expression } from '../kconfig/expression.js';
import type { Span } from '../../text/span.js';
import type { Knowledge } from '../kconfig/tristate.js';

/** Something that holds where an expression stands: an operand of a chain of && there, or around it. */
export interface Conjunct {
  /** The operand without blanks and outer parentheses. */
  readonly term: string;
  /** Whether it is a reason to change what it makes redundant: the replacement wrote a part of it, in the same line. */
  readonly isTouched: boolean;
  /** Whether the replacement wrote a part of it, in whatever line. */
  readonly isNew: boolean;
}

/** The names that stand for decided operands in a settled expression; no symbol has them. */
export const SETTLED = { y: '\0y', n: '\0n' } as const;

/** The knowledge with the meaning of settled operands, which is the affair of `cause`. */
export function knowSettled(known: Knowledge, cause: string): Knowledge {
  return {
    ...known,
    fact(name) {
      if (name === SETTLED.y) return { value: { kind: 'tristate', value: 'y' }, cause };
      if (name === SETTLED.n) return { value: { kind: 'tristate', value: 'n' }, cause };
      return known.fact(name);
    },
  };
}

export interface Settler {
  readonly text: string;
  /** Whether the replacement wrote a part of it. */
  readonly isTouched: (span: Span) => boolean;
  /** Whether it may change: the replacement wrote a part of its line, and it names a symbol that took the place. */
  readonly isConcerned: (span: Span) => boolean;
  /** Whether the symbol is a bool, so that it is n where it isn't y. */
  readonly isBool: (name: string) => boolean;
}

/** The term that an operand is: its text without blanks and outer parentheses. */
export function termOf(settler: Settler, expression: Expression): string {
  const { start, end } = stripParentheses(expression);
  return settler.text.slice(start, end).replace(/\\\r?\n|\s/g, '');
}

/**
 * The operands of a chain of &&, whatever parentheses part it; the expression itself where it is none. An operand of
 * which something was settled is none of them: what made it redundant must not go because of it in turn.
 */
export function conjunctsOf(settler: Settler, expression: Expression): Conjunct[] {
  const bare = stripParentheses(expression);
  if (bare.kind !== 'and' && holdsSettled(bare)) return [];
  if (bare.kind === 'and') return bare.operands.flatMap((operand) => conjunctsOf(settler, operand));
  const isNew = settler.isTouched(bare);
  return [{ term: termOf(settler, bare), isTouched: isNew, isNew }];
}

/** Longer chains stay as they are. */
const LONGEST_CHAIN = 100;

/**
 * Settles operands that repeat what holds around them (`context`) or another operand of their chain, where a
 * replacement made it so: `A && A` is A, `A || A` is A, `A && (A || B)` is A; for a bool also `A && !A` and `A || !A`.
 * These laws hold in Kconfig's algebra, as && is the minimum and || the maximum.
 * @returns the expression with SETTLED names in place of operands that are decided; itself when there are none.
 */
export function settleRepeats(
  settler: Settler,
  expression: Expression,
  context: readonly Conjunct[],
): Expression {
  const decided = decide(settler, expression, context);
  if (decided)
    return { kind: 'symbol', start: expression.start, end: expression.end, name: SETTLED[decided] };
  switch (expression.kind) {
    case 'parentheses': {
      const inner = settleRepeats(settler, expression.inner, context);
      return inner === expression.inner ? expression : { ...expression, inner };
    }
    case 'and':
      return expression.operands.length > LONGEST_CHAIN
        ? expression
        : settleAnd(settler, expression, context);
    case 'or':
      return expression.operands.length > LONGEST_CHAIN ? expression : settleOr(settler, expression, context);
    default:
      return expression;
  }
}

/** What the context makes of the whole expression. */
function decide(
  settler: Settler,
  expression: Expression,
  context: readonly Conjunct[],
): 'y' | 'n' | undefined {
  const bare = stripParentheses(expression);
  const isConcerned = settler.isConcerned(bare);
  const term = termOf(settler, bare);
  const holds = (wanted: string) =>
    context.some((one) => one.term === wanted && (one.isTouched || isConcerned));
  if (holds(term)) return 'y';
  const opposite = oppositeOf(settler, bare);
  return opposite !== undefined && holds(opposite) ? 'n' : undefined;
}

/** `!A` for A and A for `!A`, where A is a bool. */
function oppositeOf(settler: Settler, bare: Expression): string | undefined {
  if (bare.kind === 'symbol') return settler.isBool(bare.name) ? `!${bare.name}` : undefined;
  if (bare.kind !== 'not') return undefined;
  const operand = stripParentheses(bare.operand);
  return operand.kind === 'symbol' && settler.isBool(operand.name) ? operand.name : undefined;
}

type Chain = Extract<Expression, { kind: 'and' | 'or' }>;

function settleAnd(settler: Settler, chain: Chain, context: readonly Conjunct[]): Expression {
  const own = chain.operands.map((operand) => conjunctsOf(settler, operand));
  const operands = settleEach(settler, chain, (operand, index) => {
    const others = own.flatMap((list, i) => (i === index ? [] : list));
    const settled = settleRepeats(settler, operand, [...context, ...others]);
    if (settled !== operand) own[index] = conjunctsOf(settler, settled);
    return settled;
  });
  return operands ? { ...chain, operands } : chain;
}

/** `A || A` and `A || A && B` lose the longer of the two; `A || !A` is y. */
function settleOr(settler: Settler, chain: Chain, context: readonly Conjunct[]): Expression {
  const own = chain.operands.map((operand) => conjunctsOf(settler, operand));
  const isGone = chain.operands.map(() => false);
  const operands = settleEach(settler, chain, (operand, index) => {
    const isTouched = settler.isConcerned(operand);
    const opposite = oppositeOf(settler, stripParentheses(operand));
    for (const [i, others] of own.entries()) {
      const [other] = others;
      if (i === index || isGone[i] || others.length !== 1 || !other) continue;
      const covers = own[index]!.some(
        ({ term, isTouched: mine }) => term === other.term && (mine || other.isTouched),
      );
      if (covers) {
        isGone[index] = true;
        return settledAs(operand, 'n');
      }
      if (opposite === other.term && (isTouched || other.isTouched)) return settledAs(operand, 'y');
    }
    return settleRepeats(settler, operand, context);
  });
  return operands ? { ...chain, operands } : chain;
}

/** Operands that the replacement wrote first, so that these go rather than what stood there before. */
function settleEach(
  settler: Settler,
  chain: Chain,
  settle: (operand: Expression, index: number) => Expression,
): Expression[] | undefined {
  const operands = [...chain.operands];
  let isChanged = false;
  for (const wantsTouched of [true, false]) {
    for (const [index, operand] of chain.operands.entries()) {
      if (settler.isTouched(operand) !== wantsTouched) continue;
      operands[index] = settle(operand, index);
      isChanged ||= operands[index] !== operand;
    }
  }
  return isChanged ? operands : undefined;
}

const settledAs = ({ start, end }: Expression, value: 'y' | 'n'): Expression => ({
  kind: 'symbol',
  start,
  end,
  name: SETTLED[value],
});

export const isSettled = (expression: Expression): boolean =>
  expression.kind === 'symbol' && (expression.name === SETTLED.y || expression.name === SETTLED.n);

function holdsSettled(expression: Expression): boolean {
  switch (expression.kind) {
    case 'symbol':
      return isSettled(expression);
    case 'not':
      return holdsSettled(expression.operand);
    case 'parentheses':
      return holdsSettled(expression.inner);
    case 'and':
    case 'or':
      return expression.operands.some(holdsSettled);
    default:
      return false;
  }
}
