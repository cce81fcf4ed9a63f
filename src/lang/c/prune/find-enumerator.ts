import type { Span } from '../../../text/span.js';
import { endWithComment, startWithComment } from '../fold/trivia.js';
import { isTrivia, TokenKind, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';
import type { Outline } from '../syntax/outline.js';

/** An enumeration constant in its list. */
export interface EnumeratorPlace {
  readonly name: string;
  /** The name and its `= value`. */
  readonly span: Span;
  /** Token index of the comma behind it; -1 for a last one without. */
  readonly comma: number;
  readonly hasValue: boolean;
}

/** The lists of enumeration constants of a file, in order: those of enums at file scope, and of types within these. */
export function readEnumLists({ tokens, items }: Pick<Outline, 'tokens' | 'items'>): EnumeratorPlace[][] {
  const lists: EnumeratorPlace[][] = [];
  for (const item of items) {
    for (let i = item.firstToken; i < item.endToken; i++) {
      if (tokenText(tokens, i) !== 'enum') continue;
      let open = nextCode(tokens, i + 1, item.endToken);
      while (open < item.endToken && tokens.kind[open] === TokenKind.Identifier)
        open = nextCode(tokens, open + 1, item.endToken);
      if (open < item.endToken && tokenText(tokens, open) === '{')
        lists.push(readList(tokens, open, item.endToken));
    }
  }
  return lists;
}

function nextCode(tokens: Tokens, from: number, end: number): number {
  let i = from;
  while (i < end && isTrivia(tokens, i)) i++;
  return i;
}

function readList(tokens: Tokens, open: number, end: number): EnumeratorPlace[] {
  const places: EnumeratorPlace[] = [];
  let first = -1;
  let last = -1;
  let hasValue = false;
  let depth = 0;
  const close = (comma: number) => {
    if (first >= 0 && tokens.kind[first] === TokenKind.Identifier) {
      const span = { start: tokens.start[first]!, end: tokens.end[last]! };
      places.push({ name: tokenText(tokens, first), span, comma, hasValue });
    }
    first = -1;
    hasValue = false;
  };
  for (let i = open + 1; i < end; i++) {
    if (isTrivia(tokens, i)) continue;
    const text = tokenText(tokens, i);
    if (depth === 0 && text === '}') {
      close(-1);
      return places;
    }
    if (depth === 0 && text === ',') {
      close(i);
      continue;
    }
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text)) depth--;
    else if (text === '=' && depth === 0) hasValue = true;
    if (first < 0) first = i;
    last = i;
  }
  return places;
}

/** The text that goes with an enumeration constant: its comma, the comment above it and the one behind it. */
export function enumeratorRange(tokens: Tokens, { span, comma }: EnumeratorPlace): Span {
  const { text } = tokens;
  if (comma >= 0) {
    const end = endWithComment(tokens, tokens.end[comma]!);
    const blanks = /^[ \t]*/.exec(text.slice(end, end + 200))![0].length;
    const isInLine = !/[\r\n]/.test(text[end + blanks] ?? '\n');
    return { start: startWithComment(tokens, span.start), end: isInLine ? end + blanks : end };
  }
  const before = tokenIndexAt(tokens, span.start) - 1;
  const sharesLine =
    before >= 0 &&
    tokenText(tokens, before) === ',' &&
    !text.slice(tokens.end[before], span.start).includes('\n');
  if (sharesLine) return { start: tokens.start[before]!, end: span.end };
  return { start: startWithComment(tokens, span.start), end: endWithComment(tokens, span.end) };
}
