import { matchingClose, nextToken } from './outline.js';
import { TokenKind, tokenText, type Tokens } from './lex.js';

/** What stands between two commas of a bracketed list, as token indexes; comments and directives included. */
export interface ListPart {
  readonly first: number;
  /** One past the last: the comma or the closing bracket. */
  readonly end: number;
}

/** Arguments, parameters or initializers, with the brackets around them. */
export interface BracketList {
  readonly tokens: Tokens;
  readonly open: number;
  readonly close: number;
  readonly parts: readonly ListPart[];
}

/** The list that opens at token `open`; null where its bracket doesn't close, or none stands there. An empty list has no part. */
export function readList(tokens: Tokens, open: number): BracketList | null {
  const close = matchingClose(tokens, open);
  if (close >= tokens.count || close === open) return null;
  const parts: ListPart[] = [];
  let first = open + 1;
  let depth = 0;
  for (let i = open + 1; i <= close; i++) {
    if (i < close && tokens.kind[i] !== TokenKind.Punctuator) continue;
    const text = tokenText(tokens, i);
    if (i === close || (text === ',' && depth === 0)) {
      parts.push({ first, end: i });
      first = i + 1;
    } else if (text === '(' || text === '[' || text === '{') depth++;
    else if (text === ')' || text === ']' || text === '}') depth--;
  }
  const last = parts.at(-1)!;
  const isEmpty = nextToken(tokens, last.first) >= last.end;
  // `()` has no part; a comma before the closing bracket starts none.
  if (isEmpty) parts.pop();
  return { tokens, open, close, parts };
}

/** The part's first token that is no comment or directive; its end where there is none. */
export function contentStart(tokens: Tokens, part: ListPart): number {
  return Math.min(nextToken(tokens, part.first), part.end);
}

/** The text of a part without comments, white space folded. */
export function partText(tokens: Tokens, part: ListPart): string {
  const words: string[] = [];
  for (let i = part.first; i < part.end; i++) {
    if (tokens.kind[i] === TokenKind.Comment || tokens.kind[i] === TokenKind.Directive) continue;
    words.push(tokenText(tokens, i));
  }
  return words.join(' ');
}

/** Whether a directive stands in the list: an undecided #if may have the last word about its parts. */
export function holdsDirective({ tokens, open, close }: BracketList): boolean {
  for (let i = open; i < close; i++) if (tokens.kind[i] === TokenKind.Directive) return true;
  return false;
}
