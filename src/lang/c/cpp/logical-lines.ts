import type { Span } from '../../../text/span.js';

/**
 * A logical line whose first token is `#` or `%:` (C11 6.10p2). The span reaches from the start of the physical line
 * that holds the `#` (from the `#` itself where a comment stands before it) past the line end of the last physical line.
 */
export interface DirectiveLine extends Span {
  /** Offset of the `#` or `%:`. */
  readonly hash: number;
  /** Comments that begin after the `#`, in order. */
  readonly comments: readonly Span[];
  /** Whether a backslash-newline joins physical lines in it, inside comments or outside. */
  readonly spliced: boolean;
}

export interface LineScan {
  readonly directiveLines: readonly DirectiveLine[];
  /** Every comment of the file, in order; a line comment ends before its line end. */
  readonly comments: readonly Span[];
}

const TAB = 9;
const LF = 10;
const VT = 11;
const FF = 12;
const CR = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const PERCENT = 37;
const QUOTE = 39;
const STAR = 42;
const SLASH = 47;
const COLON = 58;
const BACKSLASH = 92;

/** Bytes that mean anything to a scan for lines, comments and literals. */
const isSpecial = new Uint8Array(256);
for (const code of [LF, BACKSLASH, SLASH, DOUBLE_QUOTE, QUOTE]) isSpecial[code] = 1;

const NO_SPANS: readonly Span[] = [];

function isHorizontalSpace(code: number): boolean {
  return code === SPACE || code === TAB || code === FF || code === VT || code === 0;
}

/**
 * Where the physical line after a splice starts, or 0 if the backslash at `at` joins nothing. Like gcc and clang this
 * takes `\` + blanks + newline as a splice, too (both warn).
 */
export function spliceEnd(text: string, at: number): number {
  let next = at + 1;
  while (isHorizontalSpace(text.charCodeAt(next))) next++;
  if (text.charCodeAt(next) === CR && text.charCodeAt(next + 1) === LF) next++;
  return text.charCodeAt(next) === LF ? next + 1 : 0;
}

function isSplicedLineEnd(text: string, lineFeed: number): boolean {
  let before = lineFeed - 1;
  if (text.charCodeAt(before) === CR) before--;
  while (isHorizontalSpace(text.charCodeAt(before))) before--;
  return text.charCodeAt(before) === BACKSLASH;
}

/**
 * Translation phases 2 and 3 (C11 5.1.1.2) as far as directives need them. Takes any text and never throws.
 *
 * One rule serves C, assembly, linker scripts and device trees, that of gcc and clang: a quote opens a literal that
 * ends at the next such quote or, failing that, at the end of the logical line. So neither an apostrophe in an
 * assembly comment (`@ don't`), nor one in `#error isn't`, nor one in the text of a skipped group hides what follows
 * on the next line, and a comment opener inside a literal opens nothing.
 */
export function scanLines(text: string): LineScan {
  const length = text.length;
  const directiveLines: DirectiveLine[] = [];
  const comments: Span[] = [];
  // "*\<newline>/" closes a comment, too; looking for it costs, so only where it can occur.
  const spliceInClosers = text.includes('*\\');
  let spliced = false;
  let at = 0;

  while (at < length) {
    let lineStart = at;
    spliced = false;
    let commentBefore = false;
    for (;;) {
      const code = text.charCodeAt(at);
      if (isHorizontalSpace(code) || (code === CR && text.charCodeAt(at + 1) !== LF)) at++;
      else if (code === BACKSLASH && spliceEnd(text, at) > 0) lineStart = at = spliceEnd(text, at);
      else if (code === SLASH && skipComment()) commentBefore = true;
      else break;
    }
    const code = text.charCodeAt(at);
    if (code === HASH || (code === PERCENT && text.charCodeAt(at + 1) === COLON)) {
      const hash = at;
      const firstComment = comments.length;
      at += code === HASH ? 1 : 2;
      spliced = false;
      skipHeaderName();
      skipLine();
      const start = commentBefore ? hash : lineStart;
      directiveLines.push({ start, end: at, hash, comments: commentsFrom(firstComment), spliced });
    } else {
      skipLine();
    }
  }
  return { directiveLines, comments };

  function commentsFrom(first: number): readonly Span[] {
    return first === comments.length ? NO_SPANS : comments.slice(first);
  }

  /** Moves `at` past the line end of the logical line that it stands in. */
  function skipLine(): void {
    for (;;) {
      while (at < length && isSpecial[text.charCodeAt(at)] !== 1) at++;
      if (at >= length) return;
      const code = text.charCodeAt(at);
      if (code === LF) {
        at++;
        return;
      }
      if (code === BACKSLASH) {
        const next = spliceEnd(text, at);
        if (next > 0) spliced = true;
        at = next > 0 ? next : at + 1;
      } else if (code === SLASH) {
        if (!skipComment()) at++;
      } else {
        skipLiteral(code);
      }
    }
  }

  /** Moves `at` past the literal that the quote at `at` opens; an open one ends at the logical line's end. */
  function skipLiteral(quote: number): void {
    at++;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === LF) return;
      if (code === BACKSLASH) {
        const next = spliceEnd(text, at);
        if (next > 0) spliced = true;
        at = next > 0 ? next : at + 2;
      } else {
        at++;
        if (code === quote) return;
      }
    }
    at = length;
  }

  /** If a comment starts at `at`, notes it, moves past it and answers true. */
  function skipComment(): boolean {
    let second = at + 1;
    while (text.charCodeAt(second) === BACKSLASH && spliceEnd(text, second) > 0) {
      second = spliceEnd(text, second);
      spliced = true;
    }
    const code = text.charCodeAt(second);
    if (code !== STAR && code !== SLASH) return false;
    const start = at;
    if (code === STAR) at = blockCommentEnd(second + 1);
    else at = lineCommentEnd(second + 1);
    comments.push({ start, end: at });
    return true;
  }

  function blockCommentEnd(from: number): number {
    if (spliceInClosers) {
      const closer = /\*(?:\\[ \t\f\v\0]*\r?\n)*\//g;
      closer.lastIndex = from;
      return closer.exec(text) ? closer.lastIndex : length;
    }
    const closer = text.indexOf('*/', from);
    return closer < 0 ? length : closer + 2;
  }

  function lineCommentEnd(from: number): number {
    let lineFeed = text.indexOf('\n', from);
    while (lineFeed >= 0 && isSplicedLineEnd(text, lineFeed)) {
      spliced = true;
      lineFeed = text.indexOf('\n', lineFeed + 1);
    }
    if (lineFeed < 0) return length;
    return text.charCodeAt(lineFeed - 1) === CR ? lineFeed - 1 : lineFeed;
  }

  /** In `#include <a//b.h>` the header name hides the comment opener (C11 6.4.7). */
  function skipHeaderName(): void {
    while (isHorizontalSpace(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) !== 105) return; // i
    const header = /(?:include|include_next|import)[ \t]*<[^>\n]*>/y;
    header.lastIndex = at;
    if (header.test(text)) at = header.lastIndex;
  }
}

/**
 * The bytes [start, end) with comments and splices turned into blanks: same length, so that an index into the result
 * plus `start` is an offset into the text. `line` must be the directive line that holds the range.
 */
export function blankComments(text: string, line: DirectiveLine, start: number, end: number): string {
  if (line.comments.length === 0 && !line.spliced) return text.slice(start, end);
  const parts: string[] = [];
  let at = start;
  for (const comment of line.comments) {
    if (comment.end <= at || comment.start >= end) continue;
    parts.push(text.slice(at, Math.max(at, comment.start)));
    const stop = Math.min(end, comment.end);
    parts.push(' '.repeat(stop - Math.max(at, comment.start)));
    at = stop;
  }
  parts.push(text.slice(at, end));
  return parts.join('').replace(/\\[ \t\f\v\0]*\r?\n/g, (splice) => ' '.repeat(splice.length));
}
