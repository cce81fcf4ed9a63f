import type { Span } from '../../text/span.js';
import type { FileKind } from '../file-kind.js';
import { isComputation } from './fold/purity.js';
import { TokenKind, tokenIndexAt, tokenText, type Tokens } from './syntax/lex.js';
import { makeOutline, nextToken, type MacroItem } from './syntax/outline.js';
import { isKeyword } from './syntax/words.js';

/** Operators that change something, and what makes a macro body more than an expression. */
const EFFECTS = new Set([
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
  '++',
  '--',
  '{',
  '}',
  ';',
  '#',
  '##',
]);

/**
 * Whether functions and macros that a file defines are free of side effects, as far as the file can tell: a macro
 * whose body is an expression without assignment, a function whose body is `return EXPRESSION;`.
 * @returns for each name that the file defines the functions that it calls (pure if these are); null when it has
 * effects or when its body says too little. No entry for a name that the file doesn't define.
 */
export function reportPurity(
  kind: FileKind,
  text: string,
  names: readonly string[],
): ReadonlyMap<string, readonly string[] | null> {
  const report = new Map<string, readonly string[] | null>();
  if (kind !== 'c') return report;
  const { tokens, items, macros } = makeOutline(text);
  const wanted = new Set(names);
  const add = (name: string, calls: readonly string[] | null) => {
    const before = report.get(name);
    report.set(name, before === null || calls === null ? null : [...(before ?? []), ...calls]);
  };
  for (const macro of macros) {
    if (macro.kind === 'define' && wanted.has(macro.name)) add(macro.name, callsOfMacro(text, macro));
  }
  for (const item of items) {
    const name = item.names[0];
    if (item.kind !== 'function' || name === undefined || !wanted.has(name)) continue;
    add(name, item.body && !item.hasConditionalHead ? callsOfBody(tokens, item.body) : null);
  }
  return report;
}

function callsOfMacro(text: string, { parameters, body }: MacroItem): string[] | null {
  const source = text.slice(body.start, body.end).replace(/\\\r?\n/g, ' ');
  const { tokens } = makeOutline(source);
  const calls = callsOf(tokens, 0, tokens.count);
  let last = tokens.count - 1;
  while (last >= 0 && tokens.kind[last] === TokenKind.Comment) last--;
  // Another name for a function: the arguments stand behind it.
  const isAlias = parameters === null && last >= 0 && tokens.kind[last] === TokenKind.Identifier;
  return isAlias && calls
    ? [...calls, tokenText(tokens, last)].filter((name) => !isComputation(name))
    : calls;
}

/** The calls of a body that is `{ return EXPRESSION; }`. */
function callsOfBody(tokens: Tokens, body: Span): string[] | null {
  const open = tokenIndexAt(tokens, body.start);
  const close = tokenIndexAt(tokens, body.end - 1);
  const first = nextToken(tokens, open + 1, false);
  if (first >= close || tokenText(tokens, first) !== 'return') return null;
  let last = close - 1;
  while (last > first && tokens.kind[last] === TokenKind.Comment) last--;
  if (tokenText(tokens, last) !== ';') return null;
  return callsOf(tokens, first + 1, last);
}

function callsOf(tokens: Tokens, from: number, to: number): string[] | null {
  const calls = new Set<string>();
  for (let i = from; i < to; i++) {
    const kind = tokens.kind[i];
    if (kind === TokenKind.Directive) return null;
    if (kind === TokenKind.Punctuator && EFFECTS.has(tokenText(tokens, i))) return null;
    if (kind !== TokenKind.Identifier) continue;
    const name = tokenText(tokens, i);
    if (name === 'asm' || name === '__asm__' || name === 'goto' || name === 'volatile') return null;
    const after = nextToken(tokens, i + 1, false);
    if (after >= to || tokenText(tokens, after) !== '(' || isKeyword(name)) continue;
    if (i > from && /^(?:\.|->)$/.test(tokenText(tokens, i - 1))) return null; // through a pointer
    if (!isComputation(name)) calls.add(name);
  }
  return [...calls];
}
