/** An expression of Kconfig as the proof reads it. Names and texts are as the file spells them. */
export type Expression =
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }
  /** A macro, or what nests too deeply to be read: only its text is known. */
  | { readonly kind: 'opaque'; readonly text: string }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Operand;
      readonly right: Operand;
    }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] };

export type Operand = Extract<Expression, { kind: 'symbol' | 'text' | 'opaque' }>;
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Token {
  readonly kind: 'sign' | 'word' | 'text' | 'macro';
  readonly text: string;
}

const TOKEN =
  /[ \t\f\r]+|\\\r?\n|(\|\||&&|!=|<=|>=|[=<>!()])|"((?:[^"\\\n]|\\[^])*)"?|'((?:[^'\\\n]|\\[^])*)'?|([A-Za-z0-9_./-]+)|([^])/y;

/**
 * The tokens of a line, up to a `#` outside quotes. Words that hold a macro (`$(…)`, brackets balanced) are one token.
 */
export function readTokens(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length && line[at] !== '#') {
    if (line[at] === '$') {
      const end = endOfMacro(line, at);
      tokens.push({ kind: 'macro', text: line.slice(at, end).replace(/\\\r?\n|\s+/g, ' ') });
      at = end;
      continue;
    }
    TOKEN.lastIndex = at;
    const [, sign, double, single, word, other] = TOKEN.exec(line)!;
    at = TOKEN.lastIndex;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (double !== undefined || single !== undefined) {
      tokens.push({ kind: 'text', text: (double ?? single)!.replace(/\\([^])/g, '$1') });
    } else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (other !== undefined) tokens.push({ kind: 'sign', text: other });
  }
  return tokens;
}

function endOfMacro(line: string, start: number): number {
  let depth = 0;
  for (let at = start; at < line.length; at++) {
    const c = line[at]!;
    if (c === '(') depth++;
    else if (c === ')') {
      if (depth === 0) return at;
      if (--depth === 0) return joinWord(line, at + 1);
    } else if (depth === 0 && !/[$\w./-]/.test(c)) return at;
  }
  return line.length;
}

/** A macro goes on in the word that touches it: `$(A)_B`. */
function joinWord(line: string, start: number): number {
  if (line[start] === '$') return endOfMacro(line, start);
  let at = start;
  while (at < line.length && /[A-Za-z0-9_./-]/.test(line[at]!)) at++;
  return at > start && line[at] === '$' ? endOfMacro(line, at) : at;
}

/** Deeper nesting isn't looked into. */
const DEEPEST = 100;
const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/**
 * Reads the expression that starts at a token (scripts/kconfig/parser.y, `expr`).
 * @returns the token behind it; undefined where there is no expression.
 */
export function readExpression(
  tokens: readonly Token[],
  from: number,
): { readonly expression: Expression; readonly end: number } | undefined {
  const reader: Reader = { tokens, at: from, depth: 0 };
  const expression = readChain(reader, 'or');
  return expression && { expression, end: reader.at };
}

function readChain(reader: Reader, kind: 'or' | 'and'): Expression | undefined {
  const sign = kind === 'or' ? '||' : '&&';
  const of: Expression[] = [];
  do {
    const operand = kind === 'or' ? readChain(reader, 'and') : readNegated(reader);
    if (!operand) return undefined;
    of.push(operand);
  } while (takeSign(reader, sign));
  return of.length === 1 ? of[0]! : { kind, of };
}

function readNegated(reader: Reader): Expression | undefined {
  let isNegated = false;
  let count = 0;
  while (takeSign(reader, '!')) {
    isNegated = !isNegated;
    count++;
  }
  const operand = readPrimary(reader);
  // Twice negated is the same: ! is 2 minus its operand.
  return operand && count > 0 && isNegated ? { kind: 'not', of: operand } : operand;
}

function readPrimary(reader: Reader): Expression | undefined {
  if (takeSign(reader, '(')) {
    if (reader.depth >= DEEPEST) return skipDeep(reader);
    reader.depth++;
    const inner = readChain(reader, 'or');
    reader.depth--;
    return inner && takeSign(reader, ')') ? inner : undefined;
  }
  const left = readOperand(reader);
  const next = reader.tokens[reader.at];
  if (!left || next?.kind !== 'sign' || !COMPARISONS.has(next.text)) return left;
  reader.at++;
  const right = readOperand(reader);
  return right && { kind: 'compare', operator: next.text as Comparison, left, right };
}

function readOperand(reader: Reader): Operand | undefined {
  const token = reader.tokens[reader.at];
  if (!token || token.kind === 'sign') return undefined;
  if (token.kind === 'word' && token.text === 'if') return undefined;
  reader.at++;
  if (token.kind === 'word') return { kind: 'symbol', name: token.text };
  return { kind: token.kind === 'text' ? 'text' : 'opaque', text: token.text };
}

function takeSign(reader: Reader, text: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'sign' || token.text !== text) return false;
  reader.at++;
  return true;
}

/** What stands behind an open bracket, up to the one that closes it, as text. */
function skipDeep(reader: Reader): Expression | undefined {
  const start = reader.at;
  let depth = 1;
  for (; reader.at < reader.tokens.length; reader.at++) {
    const { kind, text } = reader.tokens[reader.at]!;
    if (kind !== 'sign') continue;
    if (text === '(') depth++;
    if (text === ')' && --depth === 0) {
      const inner = reader.tokens.slice(start, reader.at++);
      return { kind: 'opaque', text: inner.map((token) => token.text).join(' ') };
    }
  }
  return undefined;
}

/**
 * Visits every symbol that the expression names.
 * @param visitText called with the parts that aren't read.
 */
export function eachSymbol(
  expression: Expression,
  visit: (name: string) => void,
  visitText?: (text: string) => void,
): void {
  switch (expression.kind) {
    case 'symbol':
      visit(expression.name);
      break;
    case 'compare':
      eachSymbol(expression.left, visit, visitText);
      eachSymbol(expression.right, visit, visitText);
      break;
    case 'not':
      eachSymbol(expression.of, visit, visitText);
      break;
    case 'and':
    case 'or':
      for (const operand of expression.of) eachSymbol(operand, visit, visitText);
      break;
    case 'opaque':
      visitText?.(expression.text);
      break;
    case 'text':
      break;
  }
}
