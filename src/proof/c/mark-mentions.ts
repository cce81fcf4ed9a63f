import { closing } from './apply-to-tokens.js';
import { HELD, HELD_CALL, HIDDEN, type Known } from './known.js';
import type { LeftoverPlaces } from './leftover-places.js';
import type { Token } from './token.js';

/** How the tokens of an item are read where some place in it is left to a person. */
export interface Marks {
  readonly old: (tokens: readonly Token[]) => readonly Token[];
  readonly now: (tokens: readonly Token[]) => readonly Token[];
}

/**
 * In an item of which some place is left to a person, the facts count there alone: they pass over the words of all other
 * mentions, which stand out if they should have gone. Of a mention on a leftover's line, or in the condition that it is
 * about, that stayed as it was nothing is known in either text: so it must have stayed where it was, with all that it is used
 * for. Nor is anything known of a mention that a leftover speaks of and that the change took all the same: it must have had no
 * effect. A call that stayed loses the arguments that it should, unless a leftover speaks of one.
 * @param former the tokens of the old text; none where all mentions in it may have been dealt with.
 * @param fresh those of the new text.
 */
export function markMentions(
  former: readonly Token[],
  fresh: readonly Token[],
  known: Known,
  places: LeftoverPlaces,
): Marks {
  const held = new Set<number>();
  const within = findConditions(fresh, places);
  const isOnLeft = ({ at }: Token) => within.has(at) || places.isLeftLine(at);
  const look = (token: Token, before: Token | undefined) => {
    if (!isMention(token, before, known) || !isOnLeft(token)) return;
    const from = places.keptFrom(token.at);
    if (from !== undefined) held.add(from);
  };
  fresh.forEach((token, i) => {
    look(token, fresh[i - 1]);
    token.parts?.forEach((part, at, all) => {
      look(part, all[at - 1]);
    });
  });
  for (const { at, text } of findSubjects(former, known, places)) if (places.goes(at, text)) held.add(at);
  const calls = findCalls(former, held, known, places);
  const suffix = (at: number) => (calls.has(at) ? HELD_CALL : HELD);
  return {
    old: (tokens) => (held.size === 0 ? tokens : mark(tokens, ({ at }) => (held.has(at) ? suffix(at) : ''))),
    now(tokens) {
      const last = tokens.at(-1);
      if (!last || !places.isLeft(tokens[0]!.at, last.at + last.text.length)) return tokens;
      return mark(tokens, (token, before) => {
        if (!isMention(token, before, known)) return '';
        if (!isOnLeft(token)) return HIDDEN;
        const from = places.keptFrom(token.at);
        return from === undefined ? '' : suffix(from);
      });
    },
  };
}

/** Where the tokens are of conditions that something is left to a person about, whatever lines they take. */
function findConditions(tokens: readonly Token[], { offsets, keptFrom }: LeftoverPlaces): Set<number> {
  const found = new Set<number>();
  if (offsets.length === 0) return found;
  const starts = new Set(offsets);
  for (let i = 0; i < tokens.length; i++) {
    const { at, text } = tokens[i]!;
    const from = keptFrom(at);
    if (from === undefined || !starts.has(from)) continue;
    const open = /^(?:if|while|for|switch)$/.test(text) ? i + 1 : i - 1;
    if (tokens[open]?.text !== '(') continue;
    for (const end = closing(tokens, open); i < end; i++) found.add(tokens[i]!.at);
  }
  return found;
}

const STATEMENT = /^(?:if|while|for|do|switch|case|return|sizeof)$/;

/** The mentions in the expressions of names, members, calls and indices that begin where something is left to a person. */
function findSubjects(tokens: readonly Token[], known: Known, { offsets }: LeftoverPlaces): Token[] {
  if (offsets.length === 0) return [];
  const starts = new Set(offsets);
  return tokens.flatMap((token, from) => {
    if (token.kind !== 'name' || !starts.has(token.at) || STATEMENT.test(token.text)) return [];
    const found: Token[] = [];
    for (let i = from; i < tokens.length; i++) {
      const { kind, text } = tokens[i]!;
      const isName = kind === 'name' && (i === from || /^(?:\.|->)$/.test(tokens[i - 1]!.text));
      if (isName && isMention(tokens[i]!, tokens[i - 1], known)) found.push(tokens[i]!);
      else if (i > from && (text === '(' || text === '[')) i = closing(tokens, i);
      else if (!isName && text !== '.' && text !== '->') break;
    }
    return found;
  });
}

/** Where the held names of functions that lose parameters stand, unless something in their parentheses is left to a person. */
function findCalls(
  tokens: readonly Token[],
  held: ReadonlySet<number>,
  { parameters }: Known,
  { offsets }: LeftoverPlaces,
): ReadonlySet<number> {
  const calls = new Set<number>();
  if (held.size === 0 || parameters.size === 0) return calls;
  tokens.forEach(({ text, at }, i) => {
    if (!held.has(at) || !parameters.has(text) || tokens[i + 1]?.text !== '(') return;
    const end = tokens[closing(tokens, i + 1)]!.at;
    if (!offsets.some((offset) => at < offset && offset < end)) calls.add(at);
  });
  return calls;
}

function isMention(token: Token, before: Token | undefined, known: Known): boolean {
  if (token.kind !== 'name' || !known.subjects.has(token.text)) return false;
  // A member's name may be a local's as well.
  return !known.members.has(token.text) || before?.text === '.' || before?.text === '->';
}

/** Tokens with what `suffix` says behind their words. */
function mark(
  tokens: readonly Token[],
  suffix: (token: Token, before: Token | undefined) => string,
): readonly Token[] {
  const one = (token: Token, i: number, all: readonly Token[]) => {
    const end = suffix(token, all[i - 1]);
    return end === '' ? token : { ...token, text: token.text + end };
  };
  return tokens.map((token, i) => {
    if (token.kind !== 'directive' || token.parts?.[0]?.text !== 'define') return one(token, i, tokens);
    const parts = token.parts.map(one);
    return { ...token, parts, text: `#${parts.map(({ text }) => text).join(' ')}` };
  });
}
