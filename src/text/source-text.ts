import type { Span } from './span.js';

/**
 * A file's text, read as latin1: one byte is one character, so an index into `text` is a byte offset and every
 * untouched byte survives a round trip, whatever the encoding.
 */
export interface SourceText {
  /** Path below the tree, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Offset of the first byte of each line; the first is 0. */
  readonly lineStarts: readonly number[];
}

export interface Position {
  /** From 1. */
  readonly line: number;
  /** In bytes, from 1. */
  readonly column: number;
}

export function makeSourceText(path: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { path, text, lineStarts };
}

/** Index (from 0) of the line that holds the byte at `offset`. */
export function lineIndexAt(source: SourceText, offset: number): number {
  const { lineStarts } = source;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function positionAt(source: SourceText, offset: number): Position {
  const line = lineIndexAt(source, offset);
  return { line: line + 1, column: offset - source.lineStarts[line]! + 1 };
}

/** The line that holds `offset`, its line end (LF or CR LF) included. */
export function lineSpanAt(source: SourceText, offset: number): Span {
  const line = lineIndexAt(source, offset);
  return { start: source.lineStarts[line]!, end: source.lineStarts[line + 1] ?? source.text.length };
}

/** The line end that the file uses: that of its first line. */
export function lineEndOf(source: SourceText): '\n' | '\r\n' {
  const first = source.text.indexOf('\n');
  return first > 0 && source.text[first - 1] === '\r' ? '\r\n' : '\n';
}
