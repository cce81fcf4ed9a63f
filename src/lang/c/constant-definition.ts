import type { NameDefinition } from '../front-end.js';
import { constantOfName, constantOfNumber } from './fold/constants.js';
import { lex, TokenKind, tokenIndexAt, tokenText, type Tokens } from './syntax/lex.js';
import { nextToken, type MacroItem, type OutlineItem } from './syntax/outline.js';

type ConstantUse = NameDefinition['constant'];

/** Specifiers of functions that another definition may stand in for. */
const REPLACEABLE = new Set(['__weak', 'weak', '__used', 'asmlinkage']);

/** What a call of the function comes to: one constant, nothing at all (`value: null`), or more than that (null). */
export function constantOfFunction(tokens: Tokens, item: OutlineItem): ConstantUse {
  if (!item.body || item.hasConditionalHead || item.specifiers.some((word) => REPLACEABLE.has(word)))
    return null;
  const open = tokenIndexAt(tokens, item.body.start);
  const close = tokenIndexAt(tokens, item.body.end - 1);
  const first = nextToken(tokens, open + 1, false);
  if (first === close)
    return item.specifiers.includes('void') ? { value: null, evaluatesArguments: true } : null;
  if (tokenText(tokens, first) !== 'return') return null;
  let last = close - 1;
  while (last > first && tokens.kind[last] === TokenKind.Comment) last--;
  if (tokenText(tokens, last) !== ';') return null;
  const value = readConstant(tokens, first + 1, last);
  return value === null ? null : { value, evaluatesArguments: true };
}

/** The same for a function-like macro; its arguments are dropped unevaluated. An object-like one is none of these. */
export function constantOfMacro(macro: MacroItem, body: string): ConstantUse {
  if (macro.parameters === null) return null;
  const text = body.replace(/\/\*.*?\*\//gs, ' ').trim();
  if (text === '') return { value: null, evaluatesArguments: false, isEmpty: true };
  if (/^do\s*\{\s*\}\s*while\s*\(\s*0\s*\)$/.test(text)) {
    return { value: null, evaluatesArguments: false };
  }
  const tokens = lex(text);
  const value = readConstant(tokens, 0, tokens.count);
  return value === null ? null : { value, evaluatesArguments: false };
}

/** A constant in any number of parentheses, with at most one sign, as text without the parentheses. */
function readConstant(tokens: Tokens, from: number, to: number): string | null {
  let first = nextToken(tokens, from, false);
  let last = to - 1;
  while (last > first && tokens.kind[last] === TokenKind.Comment) last--;
  while (last > first && tokenText(tokens, first) === '(' && tokenText(tokens, last) === ')') {
    first = nextToken(tokens, first + 1, false);
    last--;
  }
  const isNegative = tokenText(tokens, first) === '-';
  if (isNegative) first++;
  if (first !== last) return null;
  const text = tokenText(tokens, first);
  const isConstant =
    tokens.kind[first] === TokenKind.Number
      ? constantOfNumber(text) !== null
      : tokens.kind[first] === TokenKind.Identifier && constantOfName(text) !== null;
  return isConstant ? `${isNegative ? '-' : ''}${text}` : null;
}
