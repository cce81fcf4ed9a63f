import { factId, type ReturnFact } from '../../facts.js';
import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { type MacroItem, type Outline, type OutlineItem } from '../syntax/outline.js';
import { readSignature } from '../syntax/signature.js';
import { isAttributeWord, isKeyword, looksLikeAttribute, STORAGE_WORDS } from '../syntax/words.js';
import { constantOfText } from './constants.js';
import { report, type FoldContext } from './fold-context.js';

/** Makes the functions that return nothing any more `void`, in definitions and prototypes, and their constant macros nothing. */
export function foldReturnTypes(file: FoldContext, outline: Outline): void {
  const { returns } = file.knowledge;
  if (returns.size === 0) return;
  for (const item of outline.items) {
    const fact = item.names[0] === undefined ? undefined : returns.get(item.names[0]);
    if (fact && (item.kind === 'function' || item.kind === 'prototype'))
      foldType(file, outline.tokens, item, fact);
  }
  for (const macro of outline.macros) {
    const fact = returns.get(macro.name);
    if (fact && macro.kind === 'define' && macro.parameters !== null) foldMacroForm(file, macro, fact);
  }
}

/** Attributes of a value. */
const OF_VALUE = /^(?:__must_check|__pure|__attribute_const__|__malloc|__wur)$/;

function foldType(file: FoldContext, tokens: Tokens, item: OutlineItem, fact: ReturnFact): void {
  const cause = factId(fact);
  const signature = readSignature(tokens, item, fact.name);
  const run = signature && findType(tokens, item.firstToken, signature.name);
  if (!run) {
    report(file, item, 'not-parsed', `the type of ${fact.name}() could not be read`, cause);
    return;
  }
  if (run.first === run.last && tokenText(tokens, run.first) === 'void') return;
  const end = tokens.end[run.last]!;
  const touches = end === tokens.start[run.last + 1];
  file.changes.push({ start: tokens.start[run.first]!, end, text: touches ? 'void ' : 'void', cause });
  for (let i = item.firstToken; i < item.endToken && tokens.start[i]! < item.head.end; i++) {
    if (!OF_VALUE.test(tokenText(tokens, i)) || (i >= run.first && i <= run.last)) continue;
    const isBefore = i < signature.name;
    const start = isBefore ? tokens.start[i]! : tokens.end[i - 1]!;
    file.changes.push({ start, end: isBefore ? tokens.start[i + 1]! : tokens.end[i]!, text: '', cause });
  }
  file.heads.push({ start: tokens.start[signature.name]!, end: tokens.end[signature.list.close]! });
}

interface TokenRun {
  readonly first: number;
  readonly last: number;
}

/** The tokens of the type among those before a declarator's name; null where they aren't in one piece. */
function findType(tokens: Tokens, from: number, name: number): TokenRun | null {
  const words: number[] = [];
  for (let i = from; i < name; i++) {
    const kind = tokens.kind[i];
    if (kind === TokenKind.Comment) continue;
    const text = tokenText(tokens, i);
    if (kind === TokenKind.Directive || text === '(') return null;
    const isSpecifier =
      text !== 'const' && text !== 'volatile' && (STORAGE_WORDS.has(text) || isAttributeWord(text));
    if (!isSpecifier) words.push(i);
  }
  const isType = (i: number) =>
    isKeyword(tokenText(tokens, i)) && !/^(?:const|volatile)$/.test(tokenText(tokens, i));
  const plain = words.some(isType) || words.filter((i) => tokens.kind[i] === TokenKind.Identifier).length > 1;
  const kept = plain ? words.filter((i) => !isMarker(tokens, i, words)) : words;
  const first = kept[0];
  const last = kept.at(-1);
  if (first === undefined || last === undefined || last - first !== kept.length - 1) return null;
  return { first, last };
}

/** A macro in capitals beside a type. */
function isMarker(tokens: Tokens, i: number, words: readonly number[]): boolean {
  const text = tokenText(tokens, i);
  const before = words.includes(i - 1) ? tokenText(tokens, i - 1) : '';
  return (
    tokens.kind[i] === TokenKind.Identifier &&
    looksLikeAttribute(text) &&
    !/^(?:struct|union|enum)$/.test(before)
  );
}

/** `#define f(x) (0)` is nothing from now on; any other macro form is for a person to look at. */
function foldMacroForm(file: FoldContext, macro: MacroItem, fact: ReturnFact): void {
  const body = file.text.slice(macro.body.start, macro.body.end);
  const cause = factId(fact);
  if (constantOfText(body)) file.changes.push({ ...macro.body, text: 'do { } while (0)', cause });
  else if (body !== fact.name)
    report(file, macro, 'value-needed', `the macro ${macro.name} may still have a value`, cause);
}
