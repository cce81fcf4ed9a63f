import type { Span } from '../text/span.js';

/**
 * The text with the bytes of `spans` turned into blanks, line ends kept: same length, same lines, so that offsets
 * into it are offsets into the original. `spans` must be sorted and disjoint.
 */
export function blankSpans(text: string, spans: readonly Span[]): string {
  return blankWith(text, spans, /[^\n\r]/g);
}

/**
 * The same for spans within directives: a backslash before a line end stays, so that the directive goes on behind the
 * span where it did before.
 */
export function blankWithinLines(text: string, spans: readonly Span[]): string {
  return blankWith(text, spans, /\\(?!\r?\n)|[^\n\r\\]/g);
}

function blankWith(text: string, spans: readonly Span[], what: RegExp): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), text.slice(start, end).replace(what, ' '));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
