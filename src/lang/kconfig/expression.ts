import type { Span } from '../../text/span.js';

/** Relational operators of kconfig-language.rst, "expressions". */
export type RelationalOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A word that stands for a symbol (or for itself where no symbol has that name, as the 3 of `X > 3`). */
export interface SymbolOperand extends Span {
  readonly kind: 'symbol';
  readonly name: string;
}

/** A quoted constant; `value` is unquoted and unescaped, null when a macro inside makes it unknown. */
export interface ConstantOperand extends Span {
  readonly kind: 'constant';
  readonly value: string | null;
}

/** A `$(macro,…)` call, or a word that contains one: its value is known only when Kconfig runs. */
export interface MacroOperand extends Span {
  readonly kind: 'macro';
}

export type Operand = SymbolOperand | ConstantOperand | MacroOperand;

/** `&&` and `||` are n-ary, so that a chain of 20,000 terms is one flat node. All spans are byte offsets. */
export type Expression =
  | Operand
  | (Span & {
      readonly kind: 'compare';
      readonly operator: RelationalOperator;
      readonly left: Operand;
      readonly right: Operand;
    })
  | (Span & { readonly kind: 'not'; readonly operand: Expression })
  | (Span & { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[] })
  | (Span & { readonly kind: 'parentheses'; readonly inner: Expression })
  | (Span & { readonly kind: 'unreadable' });

/** Where parsing stopped: a caller goes on at `end` (an `if`, a comment, or the end of the statement). */
export interface ParsedExpression {
  readonly expression: Expression;
  readonly end: number;
}

/** Deeper nesting than this becomes an unreadable node: no file has it, and recursion stays bounded. */
const MAX_DEPTH = 64;

const WORD = /[A-Za-z0-9_.-]+/y;
const PLAIN = /[^\\"'$\n]+/y;

/**
 * The offset of the next token at or after `at`: white space and escaped line ends are skipped. Returns `end` at a
 * comment and at the end of the statement.
 */
export function skipBlanks(text: string, at: number, end: number): number {
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 9 || c === 13) at++;
    else if (c === 92 && text.charCodeAt(at + 1) === 10) at += 2;
    else if (c === 92 && text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10) at += 3;
    else if (c === 35) return end;
    else return at;
  }
  return end;
}

/** The offset past the `)` that closes the `$(` at `at`, or `end` where nothing closes it. */
export function skipMacro(text: string, at: number, end: number): number {
  let depth = 0;
  for (let i = at + 1; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 40) depth++;
    else if (c === 41 && --depth === 0) return i + 1;
  }
  return end;
}

/**
 * Reads the quoted string that starts at `at`. A quote of the other kind and an escaped quote belong to it, and so
 * do quotes inside a `$(…)`, which Kconfig expands first.
 */
export function parseQuoted(text: string, at: number, end: number): ConstantOperand {
  const quote = text.charCodeAt(at);
  let value = '';
  let known = true;
  let i = at + 1;
  while (i < end) {
    const c = text.charCodeAt(i);
    if (c === quote) return { kind: 'constant', start: at, end: i + 1, value: known ? value : null };
    if (c === 92) {
      value += text.charAt(i + 1);
      i += 2;
    } else if (c === 36) {
      known = false;
      i = text.charCodeAt(i + 1) === 40 ? skipMacro(text, i, end) : i + 1;
    } else if (c === 10) break;
    else {
      PLAIN.lastIndex = i;
      const plain = PLAIN.exec(text)?.[0] ?? text.charAt(i);
      value += plain;
      i += plain.length;
    }
  }
  return { kind: 'constant', start: at, end: Math.min(i, end), value: null };
}

/** Reads a symbol, quoted constant or macro at `at`; undefined where something else stands. */
export function parseOperand(text: string, at: number, end: number): Operand | undefined {
  const c = text.charCodeAt(at);
  if (at >= end) return undefined;
  if (c === 34 || c === 39) return parseQuoted(text, at, end);
  let macro = false;
  let i = at;
  while (i < end) {
    if (text.charCodeAt(i) === 36) {
      macro = true;
      i = text.charCodeAt(i + 1) === 40 ? skipMacro(text, i, end) : i + 1;
      continue;
    }
    WORD.lastIndex = i;
    const word = WORD.exec(text)?.[0];
    if (word === undefined) break;
    i += word.length;
  }
  if (i === at) return undefined;
  i = Math.min(i, end);
  return macro
    ? { kind: 'macro', start: at, end: i }
    : { kind: 'symbol', start: at, end: i, name: text.slice(at, i) };
}

function operatorAt(text: string, at: number): RelationalOperator | undefined {
  const c = text[at];
  const equals = text[at + 1] === '=';
  if (c === '=') return '=';
  if (c === '!') return equals ? '!=' : undefined;
  if (c === '<') return equals ? '<=' : '<';
  if (c === '>') return equals ? '>=' : '>';
  return undefined;
}

interface Reader {
  readonly text: string;
  readonly end: number;
  at: number;
  depth: number;
}

/**
 * Parses the expression that starts at or after `at` and ends before `end`, an `if` keyword or a comment.
 * Precedence as in scripts/kconfig/parser.y: `!` binds closest but takes a whole comparison (`!A = B` is
 * `!(A = B)`), then `&&`, then `||`. Never throws: text that is no expression becomes an `unreadable` node that
 * spans the rest. Returns undefined where there is nothing at all.
 */
export function parseExpression(text: string, at: number, end: number): ParsedExpression | undefined {
  const start = skipBlanks(text, at, end);
  if (start >= end || isIfAt(text, start, end)) return undefined;
  const reader: Reader = { text, end, at: start, depth: 0 };
  const expression = parseChain(reader, 'or');
  const stop = skipBlanks(text, reader.at, end);
  if (expression !== undefined && (stop >= end || isIfAt(text, stop, end))) {
    return { expression, end: stop };
  }
  return { expression: { kind: 'unreadable', start, end: trimEnd(text, start, end) }, end };
}

/** Whether the keyword `if` stands at `at`. */
export function isIfAt(text: string, at: number, end: number): boolean {
  if (at + 2 > end || text[at] !== 'i' || text[at + 1] !== 'f') return false;
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0] === 'if';
}

function trimEnd(text: string, start: number, end: number): number {
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return end;
}

function parseChain(reader: Reader, kind: 'or' | 'and'): Expression | undefined {
  const { text, end } = reader;
  const next = () => (kind === 'or' ? parseChain(reader, 'and') : parseUnary(reader));
  const sign = kind === 'or' ? '||' : '&&';
  const first = next();
  if (!first) return undefined;
  let operands: Expression[] | undefined;
  let last = first;
  for (;;) {
    const at = skipBlanks(text, reader.at, end);
    if (at >= end || !text.startsWith(sign, at)) break;
    reader.at = at + 2;
    const operand = next();
    if (!operand) return undefined;
    (operands ??= [first]).push(operand);
    last = operand;
  }
  return operands ? { kind, start: first.start, end: last.end, operands } : first;
}

/** Reads an operand of a chain; undefined where there is none, or it nests too deep. */
function parseUnary(reader: Reader): Expression | undefined {
  const { text, end } = reader;
  const at = skipBlanks(text, reader.at, end);
  if (++reader.depth > MAX_DEPTH || at >= end) {
    return undefined;
  }
  const c = text[at];
  let result: Expression | undefined;
  if (c === '!' && text[at + 1] !== '=') {
    reader.at = at + 1;
    const operand = parseUnary(reader);
    if (operand) result = { kind: 'not', start: at, end: operand.end, operand };
  } else if (c === '(') {
    reader.at = at + 1;
    const inner = parseChain(reader, 'or');
    const close = skipBlanks(text, reader.at, end);
    if (inner && close < end && text[close] === ')') {
      reader.at = close + 1;
      result = { kind: 'parentheses', start: at, end: close + 1, inner };
    }
  } else {
    result = parseComparison(reader, at);
  }
  reader.depth--;
  return result;
}

function parseComparison(reader: Reader, at: number): Expression | undefined {
  const { text, end } = reader;
  const left = isIfAt(text, at, end) ? undefined : parseOperand(text, at, end);
  if (!left) return undefined;
  reader.at = left.end;
  const sign = skipBlanks(text, left.end, end);
  const operator = sign < end ? operatorAt(text, sign) : undefined;
  if (!operator) return left;
  const rightAt = skipBlanks(text, sign + operator.length, end);
  const right = rightAt < end ? parseOperand(text, rightAt, end) : undefined;
  if (!right) return undefined;
  reader.at = right.end;
  return { kind: 'compare', start: left.start, end: right.end, operator, left, right };
}

/** Calls `visit` for each symbol in the expression, from left to right. */
export function visitSymbols(expression: Expression, visit: (symbol: SymbolOperand) => void): void {
  switch (expression.kind) {
    case 'symbol':
      visit(expression);
      break;
    case 'compare':
      visitSymbols(expression.left, visit);
      visitSymbols(expression.right, visit);
      break;
    case 'not':
      visitSymbols(expression.operand, visit);
      break;
    case 'parentheses':
      visitSymbols(expression.inner, visit);
      break;
    case 'and':
    case 'or':
      for (const operand of expression.operands) visitSymbols(operand, visit);
      break;
    case 'constant':
    case 'macro':
    case 'unreadable':
      break;
  }
}

/** The expression without parentheses around the whole of it. */
export function stripParentheses(expression: Expression): Expression {
  let bare = expression;
  while (bare.kind === 'parentheses') bare = bare.inner;
  return bare;
}
