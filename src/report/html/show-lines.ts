import { lex, TokenKind, type Tokens } from '../../lang/c/syntax/lex.js';
import { partitionPoint } from '../../text/partition-point.js';
import { makeSourceText, type SourceText } from '../../text/source-text.js';
import { decodeText } from '../decode-text.js';

/** Of a longer line the rest is only counted. */
const LONGEST_LINE = 2000;

/** Kinds of files whose comments are C's. */
const HAS_C_COMMENTS = new Set(['c', 'asm', 'dts', 'rust']);

/** A line (latin1) as the page shows it: without its line feed, decoded, shortened where it is very long. */
export function showLine(line: string): string {
  const text = line.endsWith('\n') ? line.slice(0, -1) : line;
  if (text.length <= LONGEST_LINE) return decodeText(text);
  return `${decodeText(text.slice(0, LONGEST_LINE))} … ${text.length - LONGEST_LINE} more bytes`;
}

/** The text of a file before its change, and what is asked of it. */
export interface ShownText {
  readonly source: SourceText;
  /** Whether a line (from 1) begins within a comment of C. */
  readonly beginsInComment: (line: number) => boolean;
}

export function openShownText(path: string, kind: string, text: string): ShownText {
  const source = makeSourceText(path, text);
  let tokens: Tokens | undefined;
  return {
    source,
    beginsInComment: (line) => {
      const offset = source.lineStarts[line - 1];
      if (offset === undefined || !HAS_C_COMMENTS.has(kind)) return false;
      const { count, start, end, kind: kinds } = (tokens ??= lex(text));
      const index = partitionPoint(count, (i) => end[i]! <= offset);
      return index < count && kinds[index] === TokenKind.Comment && start[index]! < offset;
    },
  };
}
