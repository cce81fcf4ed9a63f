import { append } from '../text/append.js';
import { lineIndexAt, type SourceText } from '../text/source-text.js';
import type { Edit, Removal } from './edit.js';

export interface LayoutStyle {
  /** Whether a blank line after `{` or before `}` goes when the lines that it set apart went. */
  readonly braces: boolean;
}

/** Removed whole lines [first, last), and the removals that make them up. */
interface LineRun {
  readonly first: number;
  readonly last: number;
  readonly removals: readonly Removal[];
}

/**
 * Turns removals into edits and takes the blank lines along that removed lines leave doubled.
 *
 * Runs of removed lines with only blank lines between them count as one. Where there were blank lines on both sides,
 * as many stay as the smaller side had; where only one side had some, these stay, but not after a line that ends in
 * `{`, before one that starts with `}`, or at either end of the file.
 *
 * @param removals sorted and disjoint, already widened to whole lines where they fill them.
 * @param replacements the file's other edits: a line that one of them touches is not blank.
 */
export function collapseBlankLines(
  source: SourceText,
  removals: readonly Removal[],
  replacements: readonly Edit[],
  style: LayoutStyle,
): Edit[] {
  const edits: Edit[] = [];
  const touched = touchedLines(source, replacements);
  const isBlank = (line: number) => !touched.has(line) && lineText(source, line).trim() === '';
  const lineCount = source.text.endsWith('\n') ? source.lineStarts.length - 1 : source.lineStarts.length;
  for (const group of groupRuns(source, removals, isBlank, edits)) {
    append(edits, collapseGroup(source, group, { isBlank, lineCount, style, replacements }));
  }
  return edits;
}

/** Collects runs of whole lines, grouped where only blank lines part them; other removals go straight to `edits`. */
function groupRuns(
  source: SourceText,
  removals: readonly Removal[],
  isBlank: (line: number) => boolean,
  edits: Edit[],
): LineRun[][] {
  const groups: LineRun[][] = [];
  for (const removal of removals) {
    const { lineStarts, text } = source;
    const first = lineIndexAt(source, removal.start);
    const last = removal.end === text.length ? lineStarts.length : lineIndexAt(source, removal.end);
    const whole =
      lineStarts[first] === removal.start &&
      (removal.end === text.length || lineStarts[last] === removal.end);
    if (!whole) {
      edits.push({ ...removal, text: '' });
      continue;
    }
    const run = { first, last, removals: [removal] };
    const before = groups.at(-1)?.at(-1);
    if (before && allBlank(before.last, first, isBlank)) groups.at(-1)!.push(run);
    else groups.push([run]);
  }
  return groups;
}

interface Layout {
  readonly isBlank: (line: number) => boolean;
  readonly lineCount: number;
  readonly style: LayoutStyle;
  readonly replacements: readonly Edit[];
}

function collapseGroup(source: SourceText, group: readonly LineRun[], layout: Layout): Edit[] {
  const { isBlank, lineCount, style } = layout;
  const first = group[0]!.first;
  const last = group.at(-1)!.last;
  let top = first;
  while (top > 0 && isBlank(top - 1)) top--;
  let bottom = last;
  while (bottom < lineCount && isBlank(bottom)) bottom++;
  const before = first - top;
  const after = bottom - last;
  const inside = group.slice(1).reduce((sum, run, i) => sum + run.first - group[i]!.last, 0);

  const opens = top === 0 || (style.braces && endsOpen(source, top - 1));
  const closes = bottom >= lineCount || (style.braces && /^\s*\}/.test(lineText(source, bottom)));
  let keep: number;
  if (before > 0 && after > 0) keep = Math.min(before, after);
  else keep = Math.max(before, after, Math.min(inside, 1));
  if ((opens && before === 0) || (closes && after === 0) || top === 0 || bottom >= lineCount) keep = 0;

  // Which blank lines stay: those above first, then those between, then those below.
  const fromAbove = Math.min(before, keep);
  const fromInside = Math.min(inside, keep - fromAbove);
  const fromBelow = keep - fromAbove - fromInside;
  const edits: Edit[] = [];
  const causes = group.flatMap((run) => run.removals);
  const remove = (from: number, to: number, cause: string) => {
    if (to <= from) return;
    const start = source.lineStarts[from] ?? source.text.length;
    const end = source.lineStarts[to] ?? source.text.length;
    const previous = edits.at(-1);
    if (previous?.end === start) edits[edits.length - 1] = { ...previous, end };
    else edits.push({ start, end, text: '', cause });
  };
  remove(top + fromAbove, first, causes[0]!.cause);
  let left = fromInside;
  group.forEach((run, i) => {
    remove(run.first, run.last, run.removals[0]!.cause);
    const next = group[i + 1];
    if (!next) return;
    const gap = next.first - run.last;
    const stay = Math.min(gap, left);
    left -= stay;
    remove(run.last + stay, next.first, run.removals[0]!.cause);
  });
  remove(last, bottom - fromBelow, causes.at(-1)!.cause);
  return edits;
}

function allBlank(from: number, to: number, isBlank: (line: number) => boolean): boolean {
  for (let line = from; line < to; line++) if (!isBlank(line)) return false;
  return true;
}

/** Whether the line ends in `{`, a trailing comment aside. */
function endsOpen(source: SourceText, line: number): boolean {
  return /\{\s*(?:\/\*.*\*\/|\/\/.*)?\s*$/.test(lineText(source, line));
}

function lineText(source: SourceText, line: number): string {
  const start = source.lineStarts[line] ?? source.text.length;
  return source.text.slice(start, source.lineStarts[line + 1] ?? source.text.length);
}

/** Indexes of the lines that hold a byte which some edit replaces, or into which one inserts text. */
function touchedLines(source: SourceText, edits: readonly Edit[]): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const edit of edits) {
    const last = lineIndexAt(source, Math.max(edit.start, edit.end - 1));
    for (let line = lineIndexAt(source, edit.start); line <= last; line++) lines.add(line);
  }
  return lines;
}
