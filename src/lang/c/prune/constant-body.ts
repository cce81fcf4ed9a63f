import { constantOfText } from '../fold/fold-expression.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import type { MacroItem, Outline, OutlineItem } from '../syntax/outline.js';

/** What is left of a definition that only yields a constant, or does nothing. */
export interface ConstantBody {
  /** A constant C expression without parentheses around it; null: no value, no effect. */
  readonly value: string | null;
  readonly evaluatesArguments: boolean;
}

/**
 * The constant that a function's body has come down to: `{ }`, `{ return; }` or `{ return 0; }`, nothing else. A body
 * with an undecided directive in it is not constant.
 * @param outline of the live text, dead code blanked.
 */
export function constantFunctionBody(outline: Outline, item: OutlineItem): ConstantBody | null {
  if (item.kind !== 'function' || !item.body || item.hasConditionalHead) return null;
  const words = wordsBetween(outline.tokens, item, item.body.start + 1, item.body.end - 1);
  if (!words) return null;
  const returnsVoid = /\bvoid\s*$/.test(textBeforeName(outline, item));
  if (words.length === 0) return returnsVoid ? { value: null, evaluatesArguments: true } : null;
  if (words[0] !== 'return' || words.at(-1) !== ';') return null;
  const value = words.slice(1, -1).join('');
  if (value === '') return { value: null, evaluatesArguments: true };
  const bare = stripParens(value);
  return constantOfText(bare) ? { value: bare, evaluatesArguments: true } : null;
}

/** The same for a macro: `0`, `(0)`, `do { } while (0)`, `((void)0)`, `do { (void)(x); } while (0)` or nothing at all. */
export function constantMacroBody(text: string, macro: MacroItem): ConstantBody | null {
  if (macro.kind !== 'define') return null;
  const tokens = lex(text, macro.body.start, macro.body.end);
  const words: string[] = [];
  for (let i = 0; i < tokens.count; i++) if (tokens.kind[i] !== TokenKind.Comment) words.push(tokenText(tokens, i));
  const body = words.join('');
  if (macro.parameters !== null && /^(?:do\{;?\}while\(0\))?$/.test(body)) return { value: null, evaluatesArguments: false };
  if (/^\(?\(void\)\(?0\)?\)?$/.test(body)) return { value: null, evaluatesArguments: false };
  const ignored = /^(?:do\{)?((?:\(void\)\(?\w+\)?;?)+)(?:\}while\(0\))?$/.exec(body)?.[1];
  if (ignored !== undefined && macro.parameters !== null) {
    const names = [...ignored.matchAll(/\(void\)\(?(\w+)/g)].map((m) => m[1]!);
    if (names.every((name) => macro.parameters!.includes(name))) return { value: null, evaluatesArguments: true };
  }
  const value = stripParens(body);
  return constantOfText(value) ? { value, evaluatesArguments: false } : null;
}

function stripParens(text: string): string {
  let bare = text;
  while (/^\([^()]*\)$/.test(bare)) bare = bare.slice(1, -1);
  return bare;
}

function wordsBetween(tokens: Tokens, item: OutlineItem, start: number, end: number): string[] | null {
  const words: string[] = [];
  for (let i = item.firstToken; i < item.endToken; i++) {
    if (tokens.start[i]! < start || tokens.end[i]! > end || tokens.kind[i] === TokenKind.Comment) continue;
    if (tokens.kind[i] === TokenKind.Directive) return null;
    words.push(tokenText(tokens, i));
  }
  return words;
}

function textBeforeName(outline: Outline, item: OutlineItem): string {
  const { tokens } = outline;
  const words: string[] = [];
  for (let i = item.firstToken; i < item.endToken; i++) {
    const text = tokenText(tokens, i);
    if (text === item.names[0] || text === '(') break;
    if (tokens.kind[i] === TokenKind.Comment || /^__(?:init|exit|always_inline|maybe_unused|weak|cold)$/.test(text)) continue;
    words.push(text);
  }
  return words.join(' ');
}
