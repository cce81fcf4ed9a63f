import type { LeftoverReport } from '../../result.js';
import type { PageHunk, PageNote } from './page-data.js';
import { showLine, type ShownText } from './show-lines.js';

/** A leftover with its note. */
export interface Noted {
  readonly leftover: LeftoverReport;
  readonly note: PageNote;
}

/** Lines that are shown on either side of a leftover. */
const CONTEXT = 3;

/**
 * Pieces of a file around leftovers, as hunks that change nothing; leftovers near each other share one.
 * @param noted sorted by line. @param text absent where the file can't be read: then only the leftovers' lines are
 * shown. @param free whether no hunk of the change shows a line.
 */
export function cutPieces(
  noted: readonly Noted[],
  text: ShownText | undefined,
  free: (line: number) => boolean,
): PageHunk[] {
  const reachFrom = (line: number, step: 1 | -1) =>
    text === undefined ? line : reach(line, step, text, free);
  const pieces: PageHunk[] = [];
  for (let i = 0; i < noted.length;) {
    const from = reachFrom(noted[i]!.note.line, -1);
    let to = reachFrom(noted[i]!.note.line, 1);
    let j = i + 1;
    for (; j < noted.length && reachFrom(noted[j]!.note.line, -1) <= to; j++) {
      to = reachFrom(noted[j]!.note.line, 1);
    }
    pieces.push(cutPiece(noted.slice(i, j), from, to, text));
    i = j;
  }
  return pieces;
}

/** The last line that is shown in one direction. */
function reach(line: number, step: 1 | -1, { source }: ShownText, free: (line: number) => boolean): number {
  const count = source.text.endsWith('\n') ? source.lineStarts.length - 1 : source.lineStarts.length;
  let at = line;
  while (Math.abs(at - line) < CONTEXT && at + step >= 1 && at + step <= count && free(at + step)) at += step;
  return at;
}

function cutPiece(noted: readonly Noted[], from: number, to: number, text: ShownText | undefined): PageHunk {
  const lines: string[] = [];
  for (let line = from; line <= to; line++) {
    const start = text?.source.lineStarts[line - 1] ?? 0;
    const shown = text?.source.text.slice(start, text.source.lineStarts[line]) ?? noted[0]!.leftover.excerpt;
    lines.push(` ${showLine(shown)}`);
  }
  return {
    oldStart: from,
    oldCount: lines.length,
    newStart: from,
    newCount: lines.length,
    heading: '',
    lines,
    unended: [],
    inComment: text?.beginsInComment(from) ?? false,
    causes: [],
    notes: noted.map(({ note }) => note),
  };
}
