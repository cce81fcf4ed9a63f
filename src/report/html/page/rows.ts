import type { PageHunk, PageNote } from '../page-data.js';
import { appendText, el } from './dom.js';
import { highlightLine, type Run } from './highlight.js';
import { comparePair, pairLines, type ChangedPart, type LinePair } from './pair-lines.js';

export type View = 'unified' | 'split';

/** More rows of a hunk are cut into blocks of so many, which the browser lays out only when they come near the screen. */
const BLOCK = 120;

/** A line of a hunk, ready to be shown. */
interface Line {
  readonly text: string;
  readonly runs: readonly Run[];
  readonly changed?: ChangedPart;
  readonly oldNumber: number;
  readonly newNumber: number;
  readonly isUnended: boolean;
}

/** The rows of a hunk, with its leftovers below their lines. @param describe makes a leftover's note. */
export function makeRows(
  hunk: PageHunk,
  kind: string,
  view: View,
  describe: (note: PageNote) => HTMLElement,
): HTMLElement[] {
  const pairs = pairLines(hunk.lines);
  const lines = readLines(hunk, kind, pairs);
  const notes = new Map<number, PageNote[]>();
  for (const note of hunk.notes) notes.set(note.line, [...(notes.get(note.line) ?? []), note]);
  const rows: HTMLElement[] = [];
  const noteBelow = (line: Line) => {
    for (const note of notes.get(line.oldNumber) ?? []) rows.push(describe(note));
  };
  if (view === 'unified') {
    for (const [index, line] of lines.entries()) {
      rows.push(unifiedRow(hunk.lines[index]![0]!, line));
      if (!hunk.lines[index]!.startsWith('+')) noteBelow(line);
    }
  } else {
    for (const pair of pairs) {
      rows.push(splitRow(pair, lines));
      if (pair.old >= 0) noteBelow(lines[pair.old]!);
    }
  }
  return cutBlocks(rows, view);
}

/** How many rows a hunk has, about: what is needed before they are made. */
export function countRows(hunk: PageHunk): number {
  return hunk.lines.length + 2 * hunk.notes.length;
}

function cutBlocks(rows: readonly HTMLElement[], view: View): HTMLElement[] {
  if (rows.length <= BLOCK) return [el('div', { class: `rows ${view}` }, ...rows)];
  const blocks: HTMLElement[] = [];
  for (let i = 0; i < rows.length; i += BLOCK) {
    const part = rows.slice(i, i + BLOCK);
    const block = el('div', { class: `rows long ${view}` }, ...part);
    block.style.setProperty('--rows', String(part.length));
    blocks.push(block);
  }
  return blocks;
}

function readLines(hunk: PageHunk, kind: string, pairs: readonly LinePair[]): Line[] {
  const changed = new Map<number, ChangedPart>();
  for (const pair of pairs) {
    if (pair.old === pair.new || pair.old < 0 || pair.new < 0) continue;
    const parts = comparePair(hunk.lines[pair.old]!.slice(1), hunk.lines[pair.new]!.slice(1));
    if (parts === undefined) continue;
    changed.set(pair.old, parts[0]);
    changed.set(pair.new, parts[1]);
  }
  const unended = new Set(hunk.unended);
  let oldNumber = hunk.oldStart;
  let newNumber = hunk.newStart;
  let oldComment = hunk.inComment;
  let newComment = hunk.inComment;
  return hunk.lines.map((line, index) => {
    const sign = line[0];
    const text = line.slice(1);
    const part = changed.get(index);
    const { runs, inComment } = highlightLine(text, kind, sign === '-' ? oldComment : newComment);
    if (sign !== '+') oldComment = inComment;
    if (sign !== '-') newComment = inComment;
    return {
      text,
      runs,
      ...(part ? { changed: part } : {}),
      oldNumber: sign === '+' ? 0 : oldNumber++,
      newNumber: sign === '-' ? 0 : newNumber++,
      isUnended: unended.has(index),
    };
  });
}

/** Line numbers are attributes, so that they aren't copied with the code. */
function numberCell(line: number): HTMLElement {
  return el('span', { class: 'n', ...(line > 0 ? { 'data-n': line } : {}) });
}

const TAGS = { ' ': 'div', '-': 'del', '+': 'ins' } as const;

function unifiedRow(sign: string, line: Line): HTMLElement {
  const tag = TAGS[sign as keyof typeof TAGS];
  return el(
    tag,
    { class: 'r' },
    numberCell(line.oldNumber),
    numberCell(line.newNumber),
    codeCell('span', line),
  );
}

function splitRow(pair: LinePair, lines: readonly Line[]): HTMLElement {
  const isSame = pair.old === pair.new;
  const side = (index: number, tag: 'del' | 'ins', number: 'oldNumber' | 'newNumber') => {
    if (index < 0) return [el('span', { class: 'n none' }), el('span', { class: 'c none' })];
    const line = lines[index]!;
    return [numberCell(line[number]), codeCell(isSame ? 'span' : tag, line)];
  };
  return el(
    'div',
    { class: 'r' },
    ...side(pair.old, 'del', 'oldNumber'),
    ...side(pair.new, 'ins', 'newNumber'),
  );
}

function codeCell(tag: 'span' | 'del' | 'ins', line: Line): HTMLElement {
  const cell = el(tag, { class: 'c' });
  const { changed, text } = line;
  if (changed === undefined) {
    paint(cell, line, 0, text.length);
  } else {
    paint(cell, line, 0, changed.start);
    const mark = el('mark');
    paint(mark, line, changed.start, changed.end);
    if (changed.end > changed.start) cell.append(mark);
    paint(cell, line, changed.end, text.length);
  }
  if (line.isUnended) cell.append(el('span', { class: 'unseen' }, 'no newline at end of file'));
  return cell;
}

/** Appends the part [from, to) of a line in its colours. */
function paint(parent: Node, { text, runs }: Line, from: number, to: number): void {
  let at = from;
  for (const run of runs) {
    const start = Math.max(run.start, at);
    const end = Math.min(run.end, to);
    if (end <= start) continue;
    if (start > at) appendText(parent, text.slice(at, start));
    const colored = el('span', { class: `t-${run.className}` });
    appendText(colored, text.slice(start, end));
    parent.appendChild(colored);
    at = end;
  }
  if (at < to) appendText(parent, text.slice(at, to));
}
