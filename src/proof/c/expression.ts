import type { Token } from './token.js';
import type { Statement } from './statement.js';

/** An expression of C, as far as the proof needs to know it. Parentheses are not kept: the tree says what they said. */
export type Expression =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly args: readonly Expression[];
      /** It is known to change nothing, apart from what its arguments do. */
      readonly isPure?: true;
    }
  | { readonly kind: 'member'; readonly of: Expression; readonly op: string; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'unary'; readonly op: string; readonly operand: Expression }
  | { readonly kind: 'postfix'; readonly op: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'choice';
      readonly test: Expression;
      /** Null: `a ?: b`. */
      readonly yes: Expression | null;
      readonly no: Expression;
    }
  | { readonly kind: 'cast'; readonly type: string; readonly operand: Expression }
  /** `{ … }` of an initializer. */
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  /** `.a.b = value`, `[1] = value`, `a: value`. */
  | { readonly kind: 'designated'; readonly path: string; readonly value: Expression }
  /** `({ … })`. */
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  /**
   * Tokens without sense as an expression: a type as an argument, say. `isText`: strings side by side, with macros of
   * arguments among them, which parentheses around make no difference to.
   */
  | { readonly kind: 'raw'; readonly tokens: readonly string[]; readonly isText?: true };

export const ZERO: Expression = { kind: 'literal', text: '0' };
export const ONE: Expression = { kind: 'literal', text: '1' };

/** Binding powers of binary operators (C11 6.5), assignments and the comma apart. */
const BINARY: Readonly<Record<string, number>> = {
  '*': 12,
  '/': 12,
  '%': 12,
  '+': 11,
  '-': 11,
  '<<': 10,
  '>>': 10,
  '<': 9,
  '>': 9,
  '<=': 9,
  '>=': 9,
  '==': 8,
  '!=': 8,
  '&': 7,
  '^': 6,
  '|': 5,
  '&&': 4,
  '||': 3,
};
const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);
const UNARY = new Set(['!', '~', '-', '+', '*', '&', '&&', '++', '--']);
const TYPE_WORDS =
  /^(?:struct|union|enum|const|volatile|unsigned|signed|int|char|short|long|void|float|double|bool|_Bool|__?typeof__?|typeof|__u(?:8|16|32|64)|__s(?:8|16|32|64)|u(?:8|16|32|64)|s(?:8|16|32|64)|__(?:le|be)(?:16|32|64)|uintptr_t|ssize_t|size_t|__user|__iomem|__force|__percpu)$|\w_t$/;

export function isTypeWord(text: string): boolean {
  return TYPE_WORDS.test(text);
}

/** How deep brackets may nest before an item counts as unreadable. */
export const DEEPEST = 400;

/** What is too deep or too odd to be read: the item is compared token by token then. */
export class Unreadable extends Error {}

/** Tokens of one item with the partner of each bracket. */
export interface Reader {
  readonly tokens: readonly Token[];
  /** For each opening bracket the index of its partner; -1 for what has none. */
  readonly partner: Int32Array;
  readonly readBody: (from: number, to: number, depth: number) => readonly Statement[];
}

/** Reads tokens [from, to) as one expression; what makes no sense becomes `raw`. */
export function readExpression(reader: Reader, from: number, to: number, depth = 0): Expression {
  if (depth > DEEPEST) throw new Unreadable();
  const state: State = { reader, at: from, to, depth };
  if (from >= to) return { kind: 'raw', tokens: [] };
  try {
    const expression = readComma(state);
    if (state.at === to) return expression;
  } catch (error) {
    if (!(error instanceof NoExpression)) throw error;
  }
  return { kind: 'raw', tokens: reader.tokens.slice(from, to).map(({ text }) => text) };
}

interface State {
  readonly reader: Reader;
  at: number;
  readonly to: number;
  readonly depth: number;
}

class NoExpression extends Error {}

function peek({ reader, at, to }: State): string {
  return at < to ? reader.tokens[at]!.text : '';
}

function readComma(state: State): Expression {
  let left = readAssignment(state, 0);
  while (peek(state) === ',') {
    state.at++;
    left = { kind: 'binary', op: ',', left, right: readAssignment(state, 0) };
  }
  return left;
}

function readAssignment(state: State, nested: number): Expression {
  if (nested > DEEPEST) throw new Unreadable();
  const left = readChoice(state, nested);
  const op = peek(state);
  if (!ASSIGNMENTS.has(op)) return left;
  state.at++;
  return { kind: 'binary', op, left, right: readAssignment(state, nested + 1) };
}

function readChoice(state: State, nested: number): Expression {
  const test = readBinary(state, 0, nested);
  if (peek(state) !== '?') return test;
  state.at++;
  let yes: Expression | null = null;
  if (peek(state) !== ':') {
    yes = readAssignment(state, nested + 1);
    while (peek(state) === ',') {
      state.at++;
      yes = { kind: 'binary', op: ',', left: yes, right: readAssignment(state, nested + 1) };
    }
  }
  if (peek(state) !== ':') throw new NoExpression();
  state.at++;
  return { kind: 'choice', test, yes, no: readAssignment(state, nested + 1) };
}

function readBinary(state: State, power: number, nested: number): Expression {
  if (nested > DEEPEST) throw new Unreadable();
  let left = readUnary(state, nested);
  for (;;) {
    const op = peek(state);
    const own = Object.hasOwn(BINARY, op) ? BINARY[op]! : 0;
    if (own <= power) return left;
    state.at++;
    left = { kind: 'binary', op, left, right: readBinary(state, own, nested + 1) };
  }
}

function readUnary(state: State, nested: number): Expression {
  if (nested > DEEPEST) throw new Unreadable();
  const { reader, at } = state;
  const op = peek(state);
  if (UNARY.has(op) && reader.tokens[at]!.kind === 'mark') {
    state.at++;
    return { kind: 'unary', op, operand: readUnary(state, nested + 1) };
  }
  if (op === 'sizeof' || op === '__alignof__' || op === '_Alignof') {
    state.at++;
    if (peek(state) !== '(') return { kind: 'unary', op, operand: readUnary(state, nested + 1) };
    const end = partnerOf(state);
    const operand = readExpression(reader, at + 2, end, state.depth + 1);
    state.at = end + 1;
    return readPostfix(state, { kind: 'call', callee: { kind: 'name', text: op }, args: [operand] });
  }
  if (op === '(') {
    const end = partnerOf(state);
    if (isCast(state, end)) {
      const type = reader.tokens
        .slice(at + 1, end)
        .map(({ text }) => text)
        .join(' ');
      state.at = end + 1;
      if (peek(state) === '{') {
        const list = readList(state);
        return readPostfix(state, { kind: 'cast', type, operand: list });
      }
      return { kind: 'cast', type, operand: readUnary(state, nested + 1) };
    }
    state.at = end + 1;
    if (reader.tokens[at + 1]?.text === '{' && at + 1 < end && reader.partner[at + 1] === end - 1) {
      return readPostfix(state, {
        kind: 'block',
        body: reader.readBody(at + 2, end - 1, state.depth + 1),
      });
    }
    const inner = readExpression(reader, at + 1, end, state.depth + 1);
    if (inner.kind === 'raw' && !inner.isText)
      return readPostfix(state, { kind: 'raw', tokens: ['(', ...inner.tokens, ')'] });
    return readPostfix(state, inner);
  }
  return readPrimary(state);
}

function readPrimary(state: State): Expression {
  const { reader, at } = state;
  const token = at < state.to ? reader.tokens[at]! : undefined;
  if (!token) throw new NoExpression();
  if (token.text === '{') return readList(state);
  if (token.kind === 'string') return readText(state);
  state.at++;
  if (token.kind === 'number') return readPostfix(state, { kind: 'literal', text: token.text });
  if (token.kind !== 'name') throw new NoExpression();
  // A macro that is a string, before one.
  if (state.at < state.to && reader.tokens[state.at]!.kind === 'string') {
    state.at = at;
    return readText(state);
  }
  return readPostfix(state, { kind: 'name', text: token.text });
}

/**
 * Strings side by side are one, with macros that expand to strings among them. Those that take arguments may read names.
 */
function readText(state: State): Expression {
  const { reader, at: from, to } = state;
  let isText = false;
  for (; state.at < to; state.at++) {
    const { kind } = reader.tokens[state.at]!;
    if (kind !== 'string' && kind !== 'name') break;
    const partner = kind === 'name' && state.at + 1 < to ? reader.partner[state.at + 1]! : -1;
    if (partner < 0 || reader.tokens[state.at + 1]!.text !== '(') continue;
    if (partner >= to) throw new NoExpression();
    isText = true;
    state.at = partner;
  }
  const tokens = reader.tokens.slice(from, state.at).map(({ text }) => text);
  return readPostfix(
    state,
    isText ? { kind: 'raw', tokens, isText } : { kind: 'literal', text: tokens.join(' ') },
  );
}

function readPostfix(state: State, start: Expression): Expression {
  const { reader } = state;
  let left = start;
  for (;;) {
    const op = peek(state);
    if (op === '(') {
      const end = partnerOf(state);
      const args = readArguments(reader, state.at + 1, end, state.depth + 1);
      left = { kind: 'call', callee: left, args };
      state.at = end + 1;
    } else if (op === '[') {
      const end = partnerOf(state);
      left = { kind: 'index', of: left, index: readExpression(reader, state.at + 1, end, state.depth + 1) };
      state.at = end + 1;
    } else if (op === '.' || op === '->') {
      const name = reader.tokens[state.at + 1];
      if (state.at + 1 >= state.to || name?.kind !== 'name') throw new NoExpression();
      left = { kind: 'member', of: left, op, name: name.text };
      state.at += 2;
    } else if (op === '++' || op === '--') {
      left = { kind: 'postfix', op, operand: left };
      state.at++;
    } else return left;
  }
}

/** The parts of a bracket's contents between its commas; each is an expression, or raw. */
export function readArguments(reader: Reader, from: number, to: number, depth: number): Expression[] {
  return splitAtCommas(reader, from, to).map(([start, end]) => readExpression(reader, start, end, depth));
}

/** Ranges of tokens between the commas of this level; none for an empty range. */
export function splitAtCommas(reader: Reader, from: number, to: number): [number, number][] {
  if (from >= to) return [];
  const parts: [number, number][] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    const partner = reader.partner[at]!;
    if (partner > at) at = partner;
    else if (reader.tokens[at]!.text === ',') {
      parts.push([start, at]);
      start = at + 1;
    }
  }
  parts.push([start, to]);
  return parts;
}

function readList(state: State): Expression {
  const { reader } = state;
  const end = partnerOf(state);
  const from = state.at + 1;
  state.at = end + 1;
  return { kind: 'list', items: readItems(reader, from, end, state.depth + 1) };
}

/** The elements of an initializer. */
export function readItems(reader: Reader, from: number, to: number, depth: number): Expression[] {
  const parts = splitAtCommas(reader, from, to).filter(([start, end]) => start < end);
  return parts.map(([start, end]) => readItem(reader, start, end, depth));
}

/** An element of an initializer, with its designator where it has one. */
function readItem(reader: Reader, from: number, to: number, depth: number): Expression {
  const { tokens, partner } = reader;
  let at = from;
  while (at < to) {
    if (tokens[at]!.text === '.' && tokens[at + 1]?.kind === 'name') at += 2;
    else if (tokens[at]!.text === '[' && partner[at]! > at) at = partner[at]! + 1;
    else break;
  }
  const isOld = at === from && tokens[at]!.kind === 'name' && tokens[at + 1]?.text === ':';
  if (isOld) at++;
  if (at > from && (tokens[at]?.text === '=' || isOld)) {
    const path = tokens
      .slice(from, at)
      .map(({ text }) => text)
      .join('');
    const value = readExpression(reader, at + 1, to, depth);
    return { kind: 'designated', path: isOld ? `.${path}` : path, value };
  }
  return readExpression(reader, from, to, depth);
}

function partnerOf({ reader, at, to }: State): number {
  const end = reader.partner[at]!;
  if (end < 0 || end >= to) throw new NoExpression();
  return end;
}

/** Whether the parentheses hold a type: of words and stars, and something stands behind that it can convert. */
function isCast({ reader: { tokens }, at, to }: State, end: number): boolean {
  if (end === at + 1 || end + 1 >= to) return false;
  const next = tokens[end + 1]!;
  let stars = 0;
  let isType = false;
  for (let i = at + 1; i < end; i++) {
    const { kind, text } = tokens[i]!;
    if (text === '*') stars++;
    else if (kind !== 'name') {
      return isType && /^(?:typeof|__typeof__|__typeof)$/.test(tokens[at + 1]!.text) && startsOperand(next);
    } else if (stars > 0 && !isTypeWord(text)) return false;
    else if (isTypeWord(text)) isType = true;
  }
  if (isType || tokens[end - 1]!.text === '*') return startsOperand(next) || next.text === '{';
  // `(name) x`: only a cast makes sense of that; `(name) - x` and `(name)(x)` may be anything.
  return end === at + 2 && (next.kind === 'name' || next.kind === 'number' || next.kind === 'string');
}

function startsOperand({ kind, text }: Token): boolean {
  return kind !== 'mark' || /^(?:[({!~*&+-]|\+\+|--)$/.test(text);
}
