import type { Edit } from '../../../edit/edit.js';
import type { Span } from '../../../text/span.js';
import type { PartEdit } from '../syntax/drop-parts.js';
import { advanceColumn, lineStartAt } from './trivia.js';

/**
 * The white space that keeps the backslash of a macro's continued line in its column when the line gets shorter. Lines
 * that go as a whole, or that the change joins with others, are left alone.
 */
export function keepBackslashColumns(
  text: string,
  macro: Span,
  edits: readonly PartEdit[],
  cause: string,
): Edit[] {
  const kept: Edit[] = [];
  for (let at = lineStartAt(text, macro.start); at < macro.end;) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline;
    const own = edits.filter((e) => e.start < stop && e.end > at && e.end > e.start);
    const line = text.slice(at, stop);
    const space = /[ \t]+(?=\\\r?$)/.exec(line);
    const crosses = own.some((e) => e.start < at || e.end > at + (space?.index ?? 0));
    if (own.length > 0 && space && !crosses) {
      const start = at + space.index;
      let changed = '';
      let from = at;
      for (const edit of [...own].sort((a, b) => a.start - b.start)) {
        changed += text.slice(from, edit.start) + edit.text;
        from = edit.end;
      }
      changed += text.slice(from, start);
      const column = advanceColumn(0, line.slice(0, space.index + space[0].length));
      const now = advanceColumn(0, changed);
      // A single blank before the backslash aligns nothing.
      if (space[0] !== ' ' && now < column && changed.trim() !== '')
        kept.push({ start, end: start + space[0].length, text: pad(now, column, space[0]), cause });
    }
    at = stop + 1;
  }
  return kept;
}

function pad(from: number, to: number, like: string): string {
  if (!like.includes('\t')) return ' '.repeat(to - from);
  let text = '';
  let column = from;
  while (advanceColumn(column, '\t') <= to) {
    text += '\t';
    column = advanceColumn(column, '\t');
  }
  return text + ' '.repeat(to - column);
}
