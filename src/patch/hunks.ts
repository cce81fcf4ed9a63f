import { applyEdits } from '../edit/apply-edits.js';
import type { Edit } from '../edit/edit.js';
import { lineIndexAt, type SourceText } from '../text/source-text.js';

/** Lines of a hunk keep their line end; the last line of a file may have none. */
export interface HunkLine {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

export interface Hunk {
  /** From 1; 0 where the count is 0, as in git's own patches. */
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  /** The last line above the hunk that looks like the start of a function or entry, or ''. */
  readonly heading: string;
  readonly lines: readonly HunkLine[];
  /** Ids of the facts behind the hunk's edits, in order, each once. */
  readonly causes: readonly string[];
}

/** Old lines [first, last), from 0, become `lines`: what a hunk can be split into. */
export interface LineChange {
  readonly first: number;
  readonly last: number;
  readonly lines: readonly string[];
  readonly causes: readonly string[];
  /** What makes the change; sorted and disjoint. */
  readonly edits: readonly Edit[];
}

const CONTEXT = 3;

/**
 * Makes the hunks of a file from its edits, without a diff algorithm: the edits say what changed.
 * @param edits sorted and disjoint, into `source.text`.
 */
export function makeHunks(source: SourceText, edits: readonly Edit[]): Hunk[] {
  const hunks: Hunk[] = [];
  let shift = 0;
  for (const changes of groupLineChanges(makeLineChanges(source, edits))) {
    const hunk = makeHunk(source, changes, shift);
    shift += hunk.newCount - hunk.oldCount;
    hunks.push(hunk);
  }
  return hunks;
}

/** Puts together the changes whose context touches: each group makes one hunk. */
export function groupLineChanges<T extends Pick<LineChange, 'first' | 'last'>>(changes: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const change of changes) {
    const before = groups.at(-1)?.at(-1);
    if (before && change.first - before.last <= 2 * CONTEXT) groups.at(-1)!.push(change);
    else groups.push([change]);
  }
  return groups;
}

function countLines(source: SourceText): number {
  return source.text === '' || source.text.endsWith('\n')
    ? source.lineStarts.length - 1
    : source.lineStarts.length;
}

/** The changed runs of lines that edits (sorted and disjoint, into `source.text`) make, in order. */
export function makeLineChanges(source: SourceText, edits: readonly Edit[]): LineChange[] {
  const { text, lineStarts } = source;
  const changes: LineChange[] = [];
  for (let i = 0; i < edits.length;) {
    const first = lineIndexAt(source, edits[i]!.start);
    let last = lastLine(source, edits[i]!);
    let j = i + 1;
    while (j < edits.length && lineIndexAt(source, edits[j]!.start) <= last) {
      last = Math.max(last, lastLine(source, edits[j]!));
      j++;
    }
    const start = lineStarts[first]!;
    const end = lineStarts[last] ?? text.length;
    const run = edits.slice(i, j);
    const local = run.map((e) => ({ ...e, start: e.start - start, end: e.end - start }));
    const change = trimChange(source, {
      first,
      last,
      lines: splitLines(applyEdits(text.slice(start, end), local)),
      causes: [...new Set(run.map((e) => e.cause))],
      edits: run,
    });
    if (change.last > change.first || change.lines.length > 0) changes.push(change);
    i = j;
  }
  return changes;
}

/** Index of the line after the last one that the edit touches. */
function lastLine(source: SourceText, edit: Edit): number {
  const { text, lineStarts } = source;
  if (edit.end === text.length) return Math.max(countLines(source), lineIndexAt(source, edit.start));
  const line = lineIndexAt(source, edit.end);
  // A removal of whole lines ends at a line start and doesn't touch that line, if what it writes ends a line, too.
  const wholeLines =
    edit.end === lineStarts[line] &&
    edit.start === lineStarts[lineIndexAt(source, edit.start)] &&
    (edit.text === '' || edit.text.endsWith('\n'));
  return wholeLines ? line : line + 1;
}

/** Drops lines that are the same before and after from both ends of a change. */
function trimChange(source: SourceText, change: LineChange): LineChange {
  let { first, last } = change;
  let from = 0;
  let to = change.lines.length;
  while (first < last && from < to && lineText(source, first) === change.lines[from]) {
    first++;
    from++;
  }
  while (first < last && from < to && lineText(source, last - 1) === change.lines[to - 1]) {
    last--;
    to--;
  }
  return { ...change, first, last, lines: change.lines.slice(from, to) };
}

/** @param shift how many more lines the file has above the hunk after the change than before. */
export function makeHunk(source: SourceText, changes: readonly LineChange[], shift: number): Hunk {
  const lineCount = countLines(source);
  const from = Math.max(0, changes[0]!.first - CONTEXT);
  const to = Math.min(lineCount, changes.at(-1)!.last + CONTEXT);
  const lines: HunkLine[] = [];
  const causes = new Set<string>();
  let at = from;
  const copyUntil = (line: number) => {
    for (; at < line; at++) lines.push({ kind: ' ', text: lineText(source, at) });
  };
  for (const change of changes) {
    copyUntil(change.first);
    for (; at < change.last; at++) lines.push({ kind: '-', text: lineText(source, at) });
    for (const text of change.lines) lines.push({ kind: '+', text });
    for (const cause of change.causes) causes.add(cause);
  }
  copyUntil(to);
  const oldCount = to - from;
  const newCount = lines.filter((l) => l.kind !== '-').length;
  return {
    oldStart: oldCount === 0 ? from : from + 1,
    oldCount,
    newStart: newCount === 0 ? from + shift : from + shift + 1,
    newCount,
    heading: findHeading(source, from),
    lines,
    causes: [...causes],
  };
}

/** As git's default: the nearest line above that starts with a letter, `_` or `$`. */
function findHeading(source: SourceText, line: number): string {
  for (let i = line - 1; i >= 0; i--) {
    const text = lineText(source, i);
    if (/^[A-Za-z_$]/.test(text)) return text.slice(0, 80).trimEnd();
  }
  return '';
}

function lineText(source: SourceText, line: number): string {
  return source.text.slice(source.lineStarts[line], source.lineStarts[line + 1] ?? source.text.length);
}

function splitLines(text: string): string[] {
  const lines = text.split('\n').map((line) => `${line}\n`);
  const last = lines.pop()!.slice(0, -1);
  if (last !== '') lines.push(last);
  return lines;
}
