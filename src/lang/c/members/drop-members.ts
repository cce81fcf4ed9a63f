import type { Removal } from '../../../edit/edit.js';
import type { Span } from '../../../text/span.js';
import { factId, type Leftover, type MemberFact } from '../../facts.js';
import { endWithComment, startWithComment, tokenStartAfter } from '../fold/trivia.js';
import { TokenKind, tokenIndexAt, tokenSpan, tokenText, type Tokens } from '../syntax/lex.js';
import { readList } from '../syntax/list-parts.js';
import { makeOutline, matchingClose, nextToken } from '../syntax/outline.js';
import { isAttributeWord } from '../syntax/words.js';
import { readDeclaration } from '../types/read-declaration.js';
import { findBodies } from './find-bodies.js';
import { speaksOf } from './speaks-of.js';

/** Bodies within bodies deeper than this aren't looked into. */
const DEEPEST = 20;
/** Macros that hold members among their arguments. */
const GROUPS = /^(?:__)?struct_group(?:_\w+)?$/;

interface Search {
  readonly tokens: Tokens;
  /** The members that go, each with the fact that says so. */
  readonly gone: ReadonlyMap<string, string>;
  readonly removals: Removal[];
  readonly leftovers: {
    readonly at: Span;
    readonly code: string;
    readonly message: string;
    readonly cause: string;
  }[];
}

/**
 * Takes the declarations of members that go out of the structs and unions of a text, with their comments.
 * @param live the text with what is dead already blanked.
 */
export function dropMembers(
  path: string,
  live: string,
  facts: readonly MemberFact[],
): { removals: Removal[]; leftovers: Leftover[] } {
  const removals: Removal[] = [];
  const leftovers: Leftover[] = [];
  if (facts.length === 0) return { removals, leftovers };
  const { tokens } = makeOutline(live);
  const bodies = findBodies(tokens);
  const byStruct = new Map<string, Map<string, string>>();
  for (const fact of facts) {
    const own = byStruct.get(fact.of) ?? new Map<string, string>();
    byStruct.set(fact.of, own.set(fact.name, factId(fact)));
  }
  for (const body of bodies) {
    const gone = byStruct.get(body.key);
    if (!gone) continue;
    const search: Search = { tokens, gone, removals, leftovers: [] };
    searchMembers(search, body.open + 1, body.close, 0);
    for (const { at, code, message, cause } of search.leftovers)
      leftovers.push({ code, path, offset: at.start, message, cause });
  }
  return { removals, leftovers };
}

/** @returns whether there were members, and all of them go. */
function searchMembers(search: Search, from: number, to: number, level: number): boolean {
  if (level > DEEPEST) return false;
  const { tokens } = search;
  let count = 0;
  let gone = 0;
  let first = from;
  for (let i = from; i < to; i++) {
    const text = tokenText(tokens, i);
    if (tokens.kind[i] === TokenKind.Directive) first = i + 1;
    else if (text === '{' || text === '(' || text === '[') i = Math.min(matchingClose(tokens, i), to);
    else if (text === ';') {
      const start = nextToken(tokens, first);
      if (start < i) {
        count++;
        if (searchMember(search, start, i, level)) gone++;
      }
      first = i + 1;
    }
  }
  return count > 0 && gone === count;
}

/** One member, from its first token to its semicolon. @returns whether it goes. */
function searchMember(search: Search, from: number, semicolon: number, level: number): boolean {
  const { tokens } = search;
  const word = tokenText(tokens, from);
  const open = nextToken(tokens, from + 1);
  if (GROUPS.test(word) && tokenText(tokens, open) === '(') {
    searchGroup(search, open, level);
    return false;
  }
  const isRecord = word === 'struct' || word === 'union';
  const body = isRecord ? findBrace(tokens, from, semicolon) : -1;
  if (body >= 0) {
    const close = matchingClose(tokens, body);
    let after = nextToken(tokens, close + 1);
    while (after < semicolon && isAttributeWord(tokenText(tokens, after)))
      after = nextToken(tokens, after + 1);
    if (after >= semicolon) {
      const before = search.removals.length;
      if (!searchMembers(search, body + 1, close, level + 1)) return false;
      const { cause } = search.removals[before]!;
      search.removals.splice(before);
      const [name] = [...search.gone].find(([, one]) => one === cause)!;
      removeMember(search, { start: tokens.start[from]!, end: tokens.end[semicolon]! }, name);
      return true;
    }
  }
  const { declared, declarators } = readDeclaration(tokens, from, semicolon);
  const goes = declared.map((one) => search.gone.has(one.name));
  const name = declared[goes.indexOf(true)]?.name;
  if (name === undefined) return false;
  if (definesOthers(tokens, from, semicolon)) {
    const message = `the declaration of ${name} defines other things, too, which may still be used`;
    const cause = search.gone.get(name)!;
    search.leftovers.push({ at: tokenSpan(tokens, from), code: 'declared-together', message, cause });
    return false;
  }
  if (!goes.includes(false)) {
    removeMember(search, { start: tokens.start[from]!, end: tokens.end[semicolon]! }, name);
    return true;
  }
  const causes = declared.map((one) => search.gone.get(one.name));
  removeDeclarators(search, declarators, semicolon, causes);
  return false;
}

/** Whether a member's declaration defines enumeration constants or a type with a name, which belong to the whole file. */
function definesOthers(tokens: Tokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const word = tokenText(tokens, i);
    if (!/^(?:struct|union|enum)$/.test(word)) continue;
    const next = nextToken(tokens, i + 1);
    if (tokenText(tokens, next) === '{') {
      if (word === 'enum') return true;
    } else if (next < to && tokenText(tokens, nextToken(tokens, next + 1)) === '{') return true;
  }
  return false;
}

function findBrace(tokens: Tokens, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const text = tokenText(tokens, i);
    if (text === '{') return i;
    if (text === '(') i = matchingClose(tokens, i);
  }
  return -1;
}

/** struct_group(NAME, int a; int b;): each argument that holds a semicolon is a list of members. */
function searchGroup(search: Search, open: number, level: number): void {
  for (const part of readList(search.tokens, open)?.parts ?? [])
    searchMembers(search, part.first, part.end, level + 1);
}

/** Takes a whole member out; a comment above it that may head the members behind it, too, stays. */
function removeMember({ tokens, gone, removals, leftovers }: Search, member: Span, name: string): void {
  const { text } = tokens;
  const cause = gone.get(name)!;
  const end = endWithComment(tokens, member.end);
  const start = startWithComment(tokens, member.start);
  const next = tokenStartAfter(tokens, end);
  const nextToken = tokenIndexAt(tokens, next);
  const isRun =
    /^[ \t]*\r?\n[ \t]*$/.test(text.slice(end, next)) &&
    tokens.kind[nextToken] === TokenKind.Identifier &&
    tokenText(tokens, nextToken) !== '}';
  if (start < member.start && isRun && !speaksOf(text.slice(start, member.start), name)) {
    const message = `the comment above ${name} may be about what follows, too`;
    leftovers.push({ at: { start, end: member.start }, code: 'comment-kept', message, cause });
    removals.push({ start: member.start, end, cause });
  } else removals.push({ start, end, cause });
}

/** Takes some of several declarators out: `int a, m, b;`. @param causes of each why it goes; undefined: it stays. */
function removeDeclarators(
  { tokens, removals }: Search,
  first: number,
  semicolon: number,
  causes: readonly (string | undefined)[],
): void {
  const commas: number[] = [];
  for (let i = first; i < semicolon; i++) {
    const text = tokenText(tokens, i);
    if (text === '(' || text === '[' || text === '{') i = matchingClose(tokens, i);
    else if (text === ',') commas.push(i);
  }
  const startOf = (index: number) =>
    tokens.start[index === 0 ? first : nextToken(tokens, commas[index - 1]! + 1)]!;
  const last = causes.lastIndexOf(undefined);
  causes.forEach((cause, index) => {
    // Behind the last one that stays, the comma before it goes with it.
    if (cause === undefined || index > commas.length) return;
    if (index < last) removals.push({ start: startOf(index), end: startOf(index + 1), cause });
    else {
      const end = commas[index] ?? semicolon;
      removals.push({ start: tokens.start[commas[index - 1]!]!, end: tokens.start[end]!, cause });
    }
  });
}
