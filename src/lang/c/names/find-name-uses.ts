import type { Span } from '../../../text/span.js';
import { lex, TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { directiveName, type MacroItem, type Outline, type OutlineItem } from '../syntax/outline.js';
import { EXPORT_MACRO } from '../syntax/words.js';
import { isMemberPlace, looksDeclared } from './declared-places.js';
import { readEnclosingBrackets, type EnclosingBrackets } from './enclosing-brackets.js';
import type { NameSubject } from './name-subject.js';
import { readScopes, type Scopes } from './read-scopes.js';

/**
 * How a word stands in code. `test`: `defined(X)`, #ifdef and their kin; `guard`: such a test around X's own definition;
 * `condition`: its value in an #if; `pasted`: beside `##` or `#`; `other`: another thing of that name (a member, a
 * local, a parameter, a label, a tag); `unsure`: it may be either.
 */
export type NameRole =
  | 'use'
  | 'definition'
  | 'declaration'
  | 'export'
  | 'test'
  | 'guard'
  | 'condition'
  | 'pasted'
  | 'other'
  | 'unsure';

export interface NameUse extends Span {
  readonly subject: NameSubject;
  readonly role: NameRole;
  /** The top-level range or the directive that holds it. */
  readonly item: OutlineItem | null;
  readonly macro: MacroItem | null;
  /** The tokens that it is one of: those of the file, or of the directive's inside. */
  readonly tokens: Tokens;
  readonly index: number;
}

/**
 * Finds every mention of the subjects in the code of a file (comments and strings apart), in order, and how each
 * stands there. Tokens decide, so that code which doesn't parse is covered; the scopes of locals come from the parser
 * where it can read the function.
 */
export function findNameUses(outline: Outline, subjects: readonly NameSubject[]): NameUse[] {
  const byName = new Map<string, NameSubject[]>();
  for (const subject of subjects) byName.set(subject.name, [...(byName.get(subject.name) ?? []), subject]);
  const uses = [...findInDirectives(outline, byName), ...findInItems(outline, byName)];
  return uses.sort((a, b) => a.start - b.start);
}

function findInItems(outline: Outline, byName: ReadonlyMap<string, readonly NameSubject[]>): NameUse[] {
  const { tokens, items } = outline;
  const uses: NameUse[] = [];
  for (const item of items) {
    let scopes: Scopes | undefined;
    const holderOf = readEnclosingBrackets(tokens, item.firstToken, item.endToken);
    for (let i = item.firstToken; i < item.endToken; i++) {
      if (tokens.kind[i] !== TokenKind.Identifier) continue;
      for (const subject of byName.get(tokenText(tokens, i)) ?? []) {
        scopes ??= readScopes(tokens, item, new Set(byName.keys()));
        const role = roleInItem(tokens, item, i, subject, scopes, holderOf);
        const span = { start: tokens.start[i]!, end: tokens.end[i]! };
        uses.push({ ...span, subject, role, item, macro: null, tokens, index: i });
      }
    }
  }
  return uses;
}

function roleInItem(
  tokens: Tokens,
  item: OutlineItem,
  i: number,
  subject: NameSubject,
  scopes: Scopes,
  holderOf: EnclosingBrackets,
): NameRole {
  const before = wordBefore(tokens, i);
  const isTag = /^(?:struct|union|enum)$/.test(before);
  if (subject.tag !== null) {
    if (before !== subject.tag) return 'other';
    return isTagDefinition(tokens, item, i);
  }
  if (isTag || before === '.' || before === '->' || before === 'goto') return 'other';
  if (isExport(item)) return 'export';
  const declared = roleOfDeclared(tokens, item, i, subject.name);
  if (declared) return declared;
  if (isEnumerator(tokens, i, holderOf)) return 'definition';
  if (isMemberPlace(tokens, i, holderOf)) return 'other';
  return scopes.roleAt(subject.name, i);
}

const isExport = (item: OutlineItem): boolean =>
  item.kind === 'invocation' && EXPORT_MACRO.test(item.names[0] ?? '');

/** The place in an item at which it declares the name itself. */
function roleOfDeclared(
  tokens: Tokens,
  item: OutlineItem,
  i: number,
  name: string,
): 'definition' | 'declaration' | undefined {
  if (!item.names.includes(name) || item.kind === 'invocation') return undefined;
  if (declaringToken(tokens, item, name) !== i) return undefined;
  if (item.kind === 'prototype') return 'declaration';
  return item.kind === 'variable' && item.specifiers.includes('extern') ? 'declaration' : 'definition';
}

/** The token by which an item declares one of its names: for a typedef the last one, otherwise the first outside a tag. */
function declaringToken(tokens: Tokens, item: OutlineItem, name: string): number {
  let found = -1;
  for (let i = item.firstToken; i < item.endToken; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier || tokenText(tokens, i) !== name) continue;
    if (/^(?:struct|union|enum|\.|->)$/.test(wordBefore(tokens, i))) continue;
    found = i;
    if (tokenText(tokens, item.firstToken) !== 'typedef') break;
  }
  return found;
}

function isTagDefinition(tokens: Tokens, item: OutlineItem, i: number): NameRole {
  const after = wordAfter(tokens, i);
  if (after === '{') return 'definition';
  const isForward = after === ';' && item.kind === 'type' && item.body === null && item.names.length <= 1;
  return isForward && item.firstToken + 1 === i ? 'declaration' : 'use';
}

/** `{ A, B = 1 }` of an enum: the first word of a part. */
function isEnumerator(tokens: Tokens, i: number, holderOf: EnclosingBrackets): boolean {
  const before = wordBefore(tokens, i);
  const open = before === '{' || before === ',' ? holderOf(i) : -1;
  if (open < 0 || tokenText(tokens, open) !== '{') return false;
  const words = [1, 2, 3, 4].map((back) => (open - back >= 0 ? tokenText(tokens, open - back) : ''));
  const at = words.indexOf('enum');
  return at >= 0 && !words.slice(0, at).some((word) => /^[;{}()=]$/.test(word));
}

function findInDirectives(outline: Outline, byName: ReadonlyMap<string, readonly NameSubject[]>): NameUse[] {
  const { tokens, macros } = outline;
  const uses: NameUse[] = [];
  let at = 0;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== TokenKind.Directive) continue;
    const start = tokens.start[i]!;
    const name = directiveName(tokens, i);
    const isCondition = /^(?:if|elif)/.test(name);
    if (!isCondition && name !== 'define' && name !== 'undef') continue;
    const inside = lex(tokens.text, start + 1, tokens.end[i]);
    while (at < macros.length && macros[at]!.start < start) at++;
    const macro = macros[at]?.start === start ? macros[at]! : null;
    for (let j = 1; j < inside.count; j++) {
      if (inside.kind[j] !== TokenKind.Identifier) continue;
      for (const subject of byName.get(tokenText(inside, j)) ?? []) {
        const role = isCondition
          ? roleInCondition(tokens, i, inside, j, name)
          : macro && roleInMacro(inside, j, macro, subject);
        const span = { start: inside.start[j]!, end: inside.end[j]! };
        if (role) uses.push({ ...span, subject, role, item: null, macro, tokens: inside, index: j });
      }
    }
  }
  return uses;
}

function roleInCondition(tokens: Tokens, i: number, inside: Tokens, j: number, directive: string): NameRole {
  const before = tokenText(inside, j - 1);
  const isTest =
    /^(?:el)?ifn?def$/.test(directive) ||
    before === 'defined' ||
    (before === '(' && tokenText(inside, j - 2) === 'defined');
  if (!isTest) return 'condition';
  // `#ifndef X` right above `#define X`.
  let next = i + 1;
  while (next < tokens.count && tokens.kind[next] === TokenKind.Comment) next++;
  if (inside.count !== 2 || next >= tokens.count || tokens.kind[next] !== TokenKind.Directive) return 'test';
  const words = lex(tokens.text, tokens.start[next]! + 1, tokens.end[next]);
  const defines =
    /^(?:define|undef)$/.test(tokenText(words, 0)) && tokenText(words, 1) === tokenText(inside, j);
  return defines ? 'guard' : 'test';
}

function roleInMacro(inside: Tokens, j: number, macro: MacroItem, subject: NameSubject): NameRole {
  const start = inside.start[j]!;
  const before = tokenText(inside, j - 1);
  if (start < macro.body.start) {
    if (macro.name !== subject.name || j !== 1) return 'other';
    return macro.kind === 'undef' ? 'declaration' : subject.tag === null ? 'definition' : 'other';
  }
  if (subject.tag !== null && before !== subject.tag) return 'other';
  if (macro.parameters?.includes(subject.name) && subject.tag === null) return 'other';
  const after = j + 1 < inside.count ? tokenText(inside, j + 1) : '';
  if ([before, after].some((text) => text === '##') || before === '#') return 'pasted';
  if (subject.tag !== null) return after === '{' ? 'definition' : 'use';
  if (before === '.' || before === '->' || before === 'goto') return 'other';
  if (/^(?:struct|union|enum)$/.test(before)) return 'other';
  if (isMemberPlace(inside, j, readEnclosingBrackets(inside, 0, inside.count))) return 'other';
  // A macro alone is all its own name: `#define old old` tells #ifdef that a function exists.
  if (macro.name === subject.name && isAlone(inside, j, macro)) return 'definition';
  if (looksDeclared(inside, j, bodyStartIn(inside, macro))) return 'unsure';
  return 'use';
}

function bodyStartIn(inside: Tokens, macro: MacroItem): number {
  let first = 0;
  while (first < inside.count && inside.start[first]! < macro.body.start) first++;
  return first;
}

const isAlone = (inside: Tokens, j: number, macro: MacroItem): boolean =>
  inside.start[j] === macro.body.start && inside.end[j] === macro.body.end;

/** The token before i that is no comment and no directive; '' at the start. */
export function wordBefore(tokens: Tokens, i: number): string {
  let j = i - 1;
  while (j >= 0 && (tokens.kind[j] === TokenKind.Comment || tokens.kind[j] === TokenKind.Directive)) j--;
  return j >= 0 ? tokenText(tokens, j) : '';
}

/** The token after i that is no comment and no directive; '' at the end. */
export function wordAfter(tokens: Tokens, i: number): string {
  let j = i + 1;
  while (j < tokens.count && (tokens.kind[j] === TokenKind.Comment || tokens.kind[j] === TokenKind.Directive))
    j++;
  return j < tokens.count ? tokenText(tokens, j) : '';
}
