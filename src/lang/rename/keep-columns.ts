import type { Edit } from '../../edit/edit.js';
import { lineIndexAt, type SourceText } from '../../text/source-text.js';
import { columnAfter } from '../kbuild/align-operator.js';

const TAB = 8;

/**
 * The edits that keep columns where they were on lines on which words changed their length: a gap behind the word
 * that reached a column reaches it again, in its own way. A gap is of that kind when it holds a tab, or when it is
 * of more than one space and the line above or below has its text at the same column, set apart likewise.
 * @param edits sorted and disjoint, each within one line.
 */
export function keepColumns(source: SourceText, edits: readonly Edit[]): Edit[] {
  const gaps: Edit[] = [];
  for (let i = 0; i < edits.length;) {
    const line = lineIndexAt(source, edits[i]!.start);
    let j = i + 1;
    while (j < edits.length && lineIndexAt(source, edits[j]!.start) === line) j++;
    keepLine(source, line, edits.slice(i, j), gaps);
    i = j;
  }
  return gaps;
}

function keepLine(source: SourceText, line: number, edits: readonly Edit[], gaps: Edit[]): void {
  const { text } = source;
  const content = lineText(source, line);
  const start = source.lineStarts[line]!;
  let at = edits[0]!.start;
  let oldColumn = columnAfter(text.slice(start, at), 0);
  let newColumn = oldColumn;
  const pass = (end: number) => {
    const passed = text.slice(at, end);
    oldColumn = columnAfter(passed, oldColumn);
    newColumn = columnAfter(passed, newColumn);
    at = end;
  };
  edits.forEach((edit, index) => {
    pass(edit.start);
    oldColumn = columnAfter(text.slice(edit.start, edit.end), oldColumn);
    newColumn = columnAfter(edit.text, newColumn);
    at = edit.end;
    const stop = edits[index + 1]?.start ?? start + content.length;
    for (const { index: offset, 0: gap } of text.slice(at, stop).matchAll(/[ \t]+(?=\S)/g)) {
      const from = edit.end + offset;
      pass(from);
      const target = columnAfter(gap, oldColumn);
      const isColumn = gap.includes('\t') || (gap.length > 1 && hasNeighbour(source, line, target));
      if (newColumn !== oldColumn && isColumn) {
        const filled = fillGap(newColumn, target, gap.includes('\t'));
        if (filled !== gap)
          gaps.push({ start: from, end: from + gap.length, text: filled, cause: edit.cause });
        newColumn = columnAfter(filled, newColumn);
        oldColumn = target;
        at = from + gap.length;
      } else pass(from + gap.length);
    }
  });
}

/** White space from one column to another, one space where the text has grown past it. */
function fillGap(from: number, to: number, withTabs: boolean): string {
  if (from >= to) return ' ';
  if (!withTabs) return ' '.repeat(to - from);
  const stops = Math.floor(to / TAB) - Math.floor(from / TAB);
  return stops > 0 ? '\t'.repeat(stops) + ' '.repeat(to % TAB) : ' '.repeat(to - from);
}

/** Whether the line above or below has text that starts at `column`, behind a gap of its own. */
function hasNeighbour(source: SourceText, line: number, column: number): boolean {
  return [line - 1, line + 1].some((other) => {
    if (other < 0 || other >= source.lineStarts.length) return false;
    const content = lineText(source, other);
    for (const { index, 0: gap } of content.matchAll(/(?<=\S)(?: {2,}|[ \t]*\t[ \t]*)(?=\S)/g)) {
      if (columnAfter(content.slice(0, index + gap.length), 0) === column) return true;
    }
    return false;
  });
}

/** A line without its line end. */
function lineText({ text, lineStarts }: SourceText, line: number): string {
  return text.slice(lineStarts[line], lineStarts[line + 1] ?? text.length).replace(/\r?\n$/, '');
}
