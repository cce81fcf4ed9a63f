import type { Span } from '../../text/span.js';

/** The span without the white space (line continuations included) at its ends. */
export function trimSpan(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isGap(text, start, end)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) {
    end--;
    if (text[end] === '\n' && end > start && text[end - 1] === '\\') end--;
  }
  return { start, end };
}

/** Whether the byte at `at` is white space or the backslash of a line continuation. */
export function isGap(text: string, at: number, end: number): boolean {
  if (/\s/.test(text[at]!)) return true;
  return text[at] === '\\' && at + 1 < end && (text[at + 1] === '\n' || text.startsWith('\r\n', at + 1));
}
