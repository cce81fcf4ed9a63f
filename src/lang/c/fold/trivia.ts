import type { Span } from '../../../text/span.js';
import { TokenKind, tokenIndexAt, tokenText, type Tokens } from '../syntax/lex.js';

/**
 * Where a thing that goes begins, with the comment that belongs to it: comments on lines of their own directly above,
 * no blank line between. A comment that shares its first line with code belongs to that code.
 */
export function startWithComment(tokens: Tokens, start: number): number {
  const { text } = tokens;
  let first = start;
  for (let i = tokenIndexAt(tokens, start) - 1; i >= 0 && tokens.kind[i] === TokenKind.Comment; i--) {
    if (!/^\r?\n?[ \t]*$/.test(text.slice(tokens.end[i], first)) || !startsLine(text, tokens.start[i]!))
      break;
    first = tokens.start[i]!;
  }
  return first;
}

/** Where a thing that goes ends, with the comment that trails it on its last line. */
export function endWithComment(tokens: Tokens, end: number): number {
  const { text } = tokens;
  const i = tokenIndexAt(tokens, end);
  if (i >= tokens.count || tokens.kind[i] !== TokenKind.Comment) return end;
  if (text.slice(end, tokens.start[i]).includes('\n')) return end;
  const after = text.slice(tokens.end[i], tokens.end[i]! + 200);
  return /^[ \t]*(?:\r?\n|$)/.test(after) ? tokens.end[i]! : end;
}

/**
 * What goes with a statement that leaves its list: the comment above it and the one behind it. Right behind a label or
 * case, the blank line that followed the statement would stand at the head of the list, so it goes, too.
 */
export function statementWithComment(tokens: Tokens, statement: Span): Span {
  const start = startWithComment(tokens, statement.start);
  const end = endWithComment(tokens, statement.end);
  if (tokenBefore(tokens, start).text !== ':') return { start, end };
  const blank = /^[ \t]*\r?\n(?:[ \t]*\r?\n)+/.exec(tokens.text.slice(end, end + 400))?.[0];
  return { start, end: end + (blank?.length ?? 0) };
}

/** Start of the line that holds the offset. */
export function lineStartAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Whether only white space stands before the offset on its line. */
export function startsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStartAt(text, offset), offset));
}

/** Columns of white space and text up to the offset, from 0, with tab stops every 8. */
export function columnAt(text: string, offset: number): number {
  return advanceColumn(0, text.slice(lineStartAt(text, offset), offset));
}

export function advanceColumn(column: number, text: string): number {
  let at = column;
  for (const c of text) at = c === '\t' ? at - (at % 8) + 8 : at + 1;
  return at;
}

/** Column of the first thing on the line that holds the offset. */
export function indentAt(text: string, offset: number): number {
  const start = lineStartAt(text, offset);
  return advanceColumn(0, /^[ \t]*/.exec(text.slice(start, start + 500))![0]);
}

/** Whether the tokens of `span` hold a comment. */
export function hasComment(tokens: Tokens, span: Span): boolean {
  for (let i = tokenIndexAt(tokens, span.start); i < tokens.count && tokens.start[i]! < span.end; i++) {
    if (tokens.kind[i] === TokenKind.Comment) return true;
  }
  return false;
}

/** The last token at or before `offset` that is no comment. */
export function tokenBefore(tokens: Tokens, offset: number): { readonly text: string } & Span {
  let i = tokenIndexAt(tokens, offset);
  if (i >= tokens.count || tokens.end[i]! > offset) i--;
  while (i >= 0 && tokens.kind[i] === TokenKind.Comment) i--;
  if (i < 0) return { text: '', start: 0, end: 0 };
  return { text: tokenText(tokens, i), start: tokens.start[i]!, end: tokens.end[i]! };
}

/** Offset of the first token (comments included) at or after `offset`. */
export function tokenStartAfter(tokens: Tokens, offset: number): number {
  let i = tokenIndexAt(tokens, offset);
  if (i < tokens.count && tokens.start[i]! < offset) i++;
  return i < tokens.count ? tokens.start[i]! : tokens.text.length;
}
