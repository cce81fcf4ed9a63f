import type { Edit } from '../../edit/edit.js';
import { lineIndexAt, type SourceText } from '../../text/source-text.js';

/** A line of one character repeated, which adorns a heading of reStructuredText. */
const ADORNMENT = /^([=\-~^"'#*+`.:_])\1{2,}$/;

/**
 * Headings whose words changed their length: lines above or below that were just as long as the heading are again.
 * @param edits sorted and disjoint, each within one line.
 */
export function fitUnderlines(source: SourceText, edits: readonly Edit[]): Edit[] {
  const fitted = new Map<number, Edit>();
  const grown = new Map<number, { by: number; cause: string }>();
  for (const edit of edits) {
    const line = lineIndexAt(source, edit.start);
    const by = (grown.get(line)?.by ?? 0) + edit.text.length - (edit.end - edit.start);
    grown.set(line, { by, cause: edit.cause });
  }
  for (const [line, { by, cause }] of grown) {
    const heading = lineText(source, line);
    if (by === 0 || heading.trim() === '' || !isAdornment(source, line + 1, heading.length)) continue;
    for (const other of [line - 1, line + 1]) {
      if (!isAdornment(source, other, heading.length)) continue;
      const start = source.lineStarts[other]!;
      const text = source.text[start]!.repeat(heading.length + by);
      fitted.set(other, { start, end: start + heading.length, text, cause });
    }
  }
  return [...fitted.values()];
}

function isAdornment(source: SourceText, line: number, length: number): boolean {
  if (line < 0 || line >= source.lineStarts.length) return false;
  const content = lineText(source, line);
  return content.length === length && ADORNMENT.test(content);
}

function lineText({ text, lineStarts }: SourceText, line: number): string {
  return text.slice(lineStarts[line], lineStarts[line + 1] ?? text.length).replace(/\r?\n$/, '');
}
