import { TokenKind, type Tokens } from './lex.js';
import { contentStart, type BracketList } from './list-parts.js';

/** Text that goes, or (`text` not empty) is replaced. */
export interface PartEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The edits that take parts out of a list, each with its comma and the comments that are about it. A part alone on its
 * lines takes them along; the lines of the others stay as they are.
 * @param gone indexes of the parts that go, sorted; not empty.
 * @param empty what an emptied list holds: `void` in a declaration.
 */
export function dropParts(list: BracketList, gone: readonly number[], empty: string): PartEdit[] {
  const { tokens, open, close, parts } = list;
  if (gone.length === parts.length) {
    return [{ start: tokens.end[open]!, end: tokens.start[close]!, text: empty }];
  }
  const edits: PartEdit[] = [];
  const isGone = new Set(gone);
  for (let i = 0; i < parts.length; i++) {
    if (!isGone.has(i)) continue;
    let last = i;
    while (isGone.has(last + 1)) last++;
    const reachesEnd = last === parts.length - 1;
    edits.push(...(reachesEnd ? dropTail(list, i, last) : [dropRun(list, i, last)]));
    i = last;
  }
  return edits;
}

/** Parts up to the list's end: the comma before them goes, too. */
function dropTail(list: BracketList, first: number, last: number): PartEdit[] {
  const { tokens, close, parts } = list;
  // A list that ends in a comma keeps it.
  if (parts[last]!.end < close) return [dropRun(list, first, last)];
  const comma = parts[first - 1]!.end;
  const start = ownStart(tokens, parts[first]!.first, contentStart(tokens, parts[first]!));
  const end = tokens.end[parts[last]!.end - 1]!;
  if (start === parts[first]!.first) return [{ start: tokens.start[comma]!, end, text: '' }];
  return [
    { start: tokens.start[comma]!, end: tokens.end[comma]!, text: '' },
    { start: tokens.end[start - 1]!, end, text: '' },
  ];
}

/** Parts that others, or a comma at the list's end, follow. */
function dropRun({ tokens, open, close, parts }: BracketList, first: number, last: number): PartEdit {
  const { text } = tokens;
  const after = parts[last + 1];
  const startToken = ownStart(tokens, parts[first]!.first, contentStart(tokens, parts[first]!));
  const endToken = ownStart(tokens, parts[last]!.end + 1, after ? contentStart(tokens, after) : close) - 1;
  const start = tokens.start[startToken]!;
  const end = tokens.end[endToken]!;
  const next = tokens.start[endToken + 1]!;
  const before = tokens.end[startToken - 1]!;
  const endsLine = breaksLine(text.slice(end, next));
  if (breaksLine(text.slice(before, start))) return { start, end: endsLine ? end : next, text: '' };
  if (!endsLine || startToken - 1 === open) return { start, end: next, text: '' };
  return { start: before, end, text: '' };
}

/** Past the comments that trail the part before: those on its line when the part itself starts on a later one. */
function ownStart(tokens: Tokens, first: number, content: number): number {
  const { text } = tokens;
  let i = first;
  while (
    i < content &&
    tokens.kind[i] === TokenKind.Comment &&
    !text.slice(tokens.end[i - 1], tokens.start[i]).includes('\n') &&
    text.slice(tokens.end[i], tokens.start[content]).includes('\n')
  )
    i++;
  return i;
}

/** A line end, perhaps one that a backslash continues. */
function breaksLine(gap: string): boolean {
  return gap.includes('\n');
}
