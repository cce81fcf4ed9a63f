import { factId, type Leftover, type MemberFact } from '../../facts.js';
import { TokenKind, tokenText, type Tokens } from '../syntax/lex.js';
import { makeOutline, matchingClose, nextToken, type Outline, type OutlineItem } from '../syntax/outline.js';
import { openInitializers, type Initializers } from './locate-initializer.js';

/**
 * Bare names of members that go, as arguments of macros that look for a member of that name: offsetof(struct s, m),
 * container_of(p, struct s, m), list_for_each_entry(pos, head, m), CALL(ops, m). Only where another argument is the
 * struct or declared with it, or a macro of the file puts the argument behind `.` or `->`.
 */
export function reportNamedMembers(path: string, live: string, facts: readonly MemberFact[]): Leftover[] {
  const leftovers: Leftover[] = [];
  if (facts.length === 0) return leftovers;
  const outline = makeOutline(live);
  const { tokens } = outline;
  const byName = new Map<string, MemberFact[]>();
  for (const fact of facts) byName.set(fact.name, [...(byName.get(fact.name) ?? []), fact]);
  let lists: Initializers | undefined;
  for (const item of outline.items) {
    for (let i = item.firstToken; i < item.endToken; i++) {
      const named = tokens.kind[i] === TokenKind.Identifier ? byName.get(tokenText(tokens, i)) : undefined;
      if (!named) continue;
      lists ??= openInitializers(tokens, outline.items);
      const open = lists.around[i]!;
      if (!isWholeArgument(tokens, open, i)) continue;
      const fact = named.find((one) => isAbout(outline, item, open, i, one));
      if (!fact) continue;
      const message = `${tokenText(tokens, open - 1)}() looks for the member ${fact.name} of ${fact.of}`;
      leftovers.push({ code: 'member-named', path, offset: tokens.start[i]!, message, cause: factId(fact) });
    }
  }
  return leftovers;
}

/** Whether token i is all of one argument, or what it begins with (`m.inner`, `m[0]`), of a call by name. */
function isWholeArgument(tokens: Tokens, open: number, i: number): boolean {
  if (open < 1 || tokenText(tokens, open) !== '(' || tokens.kind[open - 1] !== TokenKind.Identifier)
    return false;
  const after = nextToken(tokens, i + 1);
  const next = after < tokens.count ? tokenText(tokens, after) : '';
  return /^[(,]$/.test(tokenText(tokens, i - 1)) && /^[,).[]$/.test(next);
}

function isAbout(outline: Outline, item: OutlineItem, open: number, at: number, fact: MemberFact): boolean {
  const { tokens } = outline;
  const tag = fact.of.slice(fact.of.indexOf(' ') + 1);
  const close = Math.min(matchingClose(tokens, open), tokens.count);
  const words = new Set<string>();
  for (let i = open + 1; i < close; i++) {
    if (i !== at && tokens.kind[i] === TokenKind.Identifier) words.add(tokenText(tokens, i));
  }
  if (words.has(tag)) return true;
  if (words.size > 0 && declaresOne(tokens, item, tag, words)) return true;
  return isLookedFor(outline, tokenText(tokens, open - 1), positionOf(tokens, open, at));
}

/** Whether the item declares one of the words with the struct. */
function declaresOne(tokens: Tokens, item: OutlineItem, tag: string, words: ReadonlySet<string>): boolean {
  for (let i = item.firstToken; i < item.endToken; i++) {
    if (tokens.kind[i] !== TokenKind.Identifier || tokenText(tokens, i) !== tag) continue;
    for (let j = i + 1; j < item.endToken && !/^[;{}()=]$/.test(tokenText(tokens, j)); j++)
      if (words.has(tokenText(tokens, j))) return true;
  }
  return false;
}

function positionOf(tokens: Tokens, open: number, at: number): number {
  let position = 0;
  for (let i = open + 1; i < at; i++) {
    const text = tokenText(tokens, i);
    if (text === '(' || text === '[' || text === '{') i = matchingClose(tokens, i);
    else if (text === ',') position++;
  }
  return position;
}

/** Whether a macro of the file puts the argument behind `.` or `->`. */
function isLookedFor({ tokens, macros }: Outline, callee: string, position: number): boolean {
  return macros.some(({ name, parameters, body }) => {
    const parameter = name === callee ? parameters?.[position] : undefined;
    if (parameter === undefined || parameter === '...') return false;
    const text = tokens.text.slice(body.start, body.end);
    return new RegExp(String.raw`(?:\.|->)\s*(?:\w+\s*##\s*)?${parameter}\b`).test(text);
  });
}
