import type { Span } from '../text/span.js';

/**
 * The text with the bytes of `spans` turned into blanks, line ends kept: same length, same lines, so that offsets
 * into it are offsets into the original. `spans` must be sorted and disjoint.
 */
export function blankSpans(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\n\r]/g, ' '));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
