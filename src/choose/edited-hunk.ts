import type { Edit } from '../edit/edit.js';
import { formatHunk } from '../patch/format-patch.js';
import { makeHunk, type Hunk } from '../patch/hunks.js';
import type { Piece } from './pieces.js';

/** A hunk as a person wants it. Texts are latin1 and hold whole lines. */
export interface EditedHunk {
  readonly pieces: readonly Piece[];
  /** The hunk's lines in the file, context included, and those that they become. */
  readonly before: string;
  readonly after: string;
  /** Into the text that the document found. */
  readonly edits: readonly Edit[];
}

const GUIDE = `# ---
# To keep a line that goes ('-'), make it a context line (' ').
# To drop a line that comes ('+'), delete it.
# Lines that start with # are left out.
# The hunk is taken as it stands here. Context and '-' lines must be those of
# the file, else you can edit again; without any line the hunk is left undecided.
`;

/** The hunk that some pieces of one file make. */
export function hunkOf(pieces: readonly Piece[]): Hunk {
  return makeHunk(
    pieces[0]!.file.source,
    pieces.map(({ lines }) => lines),
    0,
  );
}

/** What the editor is given. */
export function textToEdit(pieces: readonly Piece[]): string {
  return `# Edit the hunk by hand; see the end for how.\n${formatHunk(hunkOf(pieces))}${GUIDE}`;
}

/**
 * Reads what the editor left.
 * @returns undefined where nothing is left; as text why it doesn't apply.
 */
export function readEdited(pieces: readonly Piece[], text: string): EditedHunk | string | undefined {
  const lines = hunkLines(text);
  if (lines.length === 0) return undefined;
  const before = lines.flatMap(({ kind, text: line }) => (kind === '+' ? [] : [line])).join('');
  const after = lines.flatMap(({ kind, text: line }) => (kind === '-' ? [] : [line])).join('');
  const hunk = hunkOf(pieces);
  const old = hunk.lines.filter(({ kind }) => kind !== '+');
  if (before !== old.map((line) => line.text).join('')) {
    return "its context and '-' lines are not those of the file";
  }
  return makeEdited(pieces, before, after, lines);
}

/** The same for an answer of an earlier run. */
export function repeatEdited(
  pieces: readonly Piece[],
  before: string,
  after: string,
): EditedHunk | string | undefined {
  const own = hunkOf(pieces).lines.filter(({ kind }) => kind !== '+');
  if (own.map(({ text }) => text).join('') !== before) return 'the lines around it have changed';
  const kept = linesOf(after);
  const old = linesOf(before);
  let head = 0;
  while (head < old.length && head < kept.length && old[head] === kept[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, kept.length) - head && old.at(-1 - tail) === kept.at(-1 - tail)) tail++;
  return makeEdited(pieces, before, after, [
    ...old.slice(0, head).map((text) => ({ kind: ' ', text }) as const),
    ...old.slice(head, old.length - tail).map((text) => ({ kind: '-', text }) as const),
    ...kept.slice(head, kept.length - tail).map((text) => ({ kind: '+', text }) as const),
    ...old.slice(old.length - tail).map((text) => ({ kind: ' ', text }) as const),
  ]);
}

/** Lines of a hunk, its header and remarks left out; editors strip the blank of an empty context line. */
function hunkLines(text: string): Hunk['lines'][number][] {
  const lines: { kind: ' ' | '-' | '+'; text: string }[] = [];
  for (const line of linesOf(text.endsWith('\n') || text === '' ? text : `${text}\n`)) {
    if (line.startsWith('#') || line.startsWith('@@')) continue;
    const [kind] = line;
    const last = lines.at(-1);
    if (kind === '\\') {
      if (last) last.text = last.text.replace(/\n$/, '');
    } else if (kind === ' ' || kind === '-' || kind === '+') lines.push({ kind, text: line.slice(1) });
    else if (line.trim() === '') lines.push({ kind: ' ', text: line });
    // What is no line of a hunk can't be a line of the file either: the comparison says so.
    else lines.push({ kind: ' ', text: `\0${line}` });
  }
  return lines;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

function makeEdited(
  pieces: readonly Piece[],
  before: string,
  after: string,
  lines: Hunk['lines'],
): EditedHunk | string {
  const { source, pieces: all } = pieces[0]!.file;
  const cause = pieces[0]!.lines.causes[0] ?? '';
  const own = new Set(pieces);
  const edits: Edit[] = [];
  const { oldStart, oldCount } = hunkOf(pieces);
  let line = oldCount === 0 ? oldStart : oldStart - 1;
  for (let i = 0; i < lines.length;) {
    if (lines[i]!.kind === ' ') {
      line++;
      i++;
      continue;
    }
    const first = line;
    let text = '';
    for (; i < lines.length && lines[i]!.kind !== ' '; i++) {
      if (lines[i]!.kind === '-') line++;
      else text += lines[i]!.text;
    }
    const start = source.lineStarts[first] ?? source.text.length;
    edits.push({ start, end: source.lineStarts[line] ?? source.text.length, text, cause });
    const last = line;
    if (all.some((piece) => !own.has(piece) && touches(piece, first, last))) {
      return 'it changes lines of another hunk';
    }
  }
  return { pieces, before, after, edits };
}

/** Whether a piece changes one of the lines [first, last), or inserts some at either end. */
function touches({ lines }: Piece, first: number, last: number): boolean {
  if (lines.first < last && first < lines.last) return true;
  const isInsertion = lines.first === lines.last || first === last;
  return isInsertion && lines.first <= last && first <= lines.last;
}

/** The words that the edited hunk holds and the tool's own wouldn't. */
export function keptWords({ pieces, after }: EditedHunk): Set<string> {
  const count = (text: string) => {
    const counts = new Map<string, number>();
    for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  };
  const own = count(
    hunkOf(pieces)
      .lines.filter(({ kind }) => kind !== '-')
      .map(({ text }) => text)
      .join(''),
  );
  return new Set([...count(after)].filter(([word, n]) => n > (own.get(word) ?? 0)).map(([word]) => word));
}
