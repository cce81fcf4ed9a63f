import type { Span } from '../../text/span.js';

const TAB = 8;

/** Column (from 0) that `text` ends at when it starts at `column`; tabs go to multiples of eight. */
export function columnAfter(text: string, column: number): number {
  let at = column;
  for (const char of text) at = char === '\t' ? at - (at % TAB) + TAB : at + 1;
  return at;
}

/**
 * The gap between an assignment's name and its operator after the name changed its length. A gap of tabs, or of more
 * than one space, was there to reach a column: it reaches it again in the same way. A single space stays one, unless
 * a neighbour aligned its operator to the same column.
 */
export function alignGap(
  text: string,
  name: Span,
  operator: Span,
  newName: string,
  neighbourColumns: ReadonlySet<number>,
): string {
  const gap = text.slice(name.end, operator.start);
  const lineStart = text.lastIndexOf('\n', name.start - 1) + 1;
  const nameColumn = columnAfter(text.slice(lineStart, name.start), 0);
  const target = columnAfter(text.slice(name.start, operator.start), nameColumn);
  if (gap === '' || !/^[ \t]+$/.test(gap)) return gap;
  if (gap === ' ' && !neighbourColumns.has(target)) return gap;
  const at = columnAfter(newName, nameColumn);
  if (at >= target) return ' ';
  if (!gap.includes('\t')) return ' '.repeat(target - at);
  let column = at;
  let filled = '';
  while (column < target) {
    const next = column - (column % TAB) + TAB;
    filled += next <= target ? '\t' : ' ';
    column = next <= target ? next : column + 1;
  }
  return filled;
}

/** The column of an assignment's operator, when more than one blank or a tab stands before it. */
export function alignedColumn(text: string, name: Span, operator: Span): number | null {
  const gap = text.slice(name.end, operator.start);
  if (gap.length < 2 && gap !== '\t') return null;
  const lineStart = text.lastIndexOf('\n', name.start - 1) + 1;
  return columnAfter(text.slice(lineStart, operator.start), 0);
}
