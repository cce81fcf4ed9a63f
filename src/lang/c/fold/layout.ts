import { partitionPoint } from '../../../text/partition-point.js';
import { mergeSpans, spanAt, type Span } from '../../../text/span.js';
import type { Edit } from '../../../edit/edit.js';
import { lex, TokenKind, tokenText } from '../syntax/lex.js';
import type { Shift } from './fold-context.js';
import { advanceColumn } from './trivia.js';

const LINE_WIDTH = 80;

/** One line of the text as it will be: where its white space and its first token come from. */
interface NewLine {
  /** The white space that starts it, kept from the original; null where a removal ran over the line's start. */
  readonly space: Span | null;
  /** Original offset of its first surviving token. */
  readonly first: number;
  hasComment: boolean;
  indent: number;
  /** Original offset where the line's last surviving token ends. */
  end: number;
  text: string;
}

/** An open bracket (or `return`, `=`) that continuation lines may be aligned to. */
interface Anchor {
  readonly from: number;
  readonly to: number;
  readonly closes: boolean;
}

/**
 * The white-space edits that go with changes in `span`: lines of spliced branches move to their new indentation,
 * continuation lines stay aligned to what they were aligned to, and a statement head that shrank goes onto one line
 * where it was broken for its length alone and fits now.
 *
 * @param text the original; `span` should hold whole lines.
 * @param changes resolved edits within `span`, sorted and disjoint.
 */
export function layOut(
  text: string,
  span: Span,
  changes: readonly Edit[],
  shifts: readonly Shift[],
  heads: readonly Span[],
): Edit[] {
  const removed = mergeSpans(changes.filter((e) => e.end > e.start));
  const lines = simulate(text, span, changes, removed, sumShifts(shifts));
  const cause = changes[0]?.cause ?? '';
  const joined = joinHeads(text, lines, heads, removed, cause);
  const edits: Edit[] = [...joined.values()];
  for (const line of lines) {
    if (!line.space || joined.has(line)) continue;
    const old = text.slice(line.space.start, line.space.end);
    if (advanceColumn(0, old) === line.indent) continue;
    edits.push({
      ...line.space,
      text: makeIndent(line.indent, old),
      cause: causeNear(changes, line.space.start),
    });
  }
  return edits.sort((a, b) => a.start - b.start);
}

function causeNear(changes: readonly Edit[], offset: number): string {
  const next = partitionPoint(changes.length, (i) => changes[i]!.start <= offset);
  return changes[Math.max(0, next - 1)]?.cause ?? '';
}

/** White space up to a column: tabs and then blanks, or blanks alone where the line used no tabs. */
export function makeIndent(columns: number, like: string): string {
  const width = Math.max(0, columns);
  if (like !== '' && !like.includes('\t')) return ' '.repeat(width);
  return '\t'.repeat(Math.floor(width / 8)) + ' '.repeat(width % 8);
}

/** The lines of the text as it will be, with their new indentation. */
function simulate(
  text: string,
  span: Span,
  changes: readonly Edit[],
  removed: readonly Span[],
  shifts: Shifts,
): NewLine[] {
  const tokens = lex(text, span.start, span.end);
  const lines: NewLine[] = [];
  const anchors: Anchor[] = [];
  const originalColumn = makeColumns(text, span.start);
  let line: NewLine | null = null;
  let column = 0;
  let change = 0;
  let writtenTo = span.start; // original offset up to which gaps have been written
  let lineStart = span.start;
  let awaitsAnchor = false;

  /** Writes what stands at [start, end) as `written`, after the white space that is kept before it. */
  const write = (start: number, end: number, written: string, isComment: boolean): void => {
    const newline = line
      ? lastKeptNewline(text, writtenTo, start, removed)
      : lastKeptNewline(text, lineStart, start, removed);
    if (newline !== null) {
      lineStart = newline + 1;
      line = null;
    }
    if (!line) {
      line = startLine(text, lineStart, start, removed, isComment);
      lines.push(line);
      line.indent = placeLine(text, line, start, shifts, anchors, originalColumn, removed);
      column = line.indent;
    } else {
      const gap = keptText(text, writtenTo, start, removed);
      line.text += gap;
      column = advanceColumn(column, gap);
    }
    if (awaitsAnchor && written.trim() !== '') {
      anchors.push({ from: originalColumn(start), to: column, closes: false });
      awaitsAnchor = false;
    }
    line.text += written;
    line.hasComment ||= isComment;
    line.end = end;
    const lastLine = written.slice(written.lastIndexOf('\n') + 1);
    column = advanceColumn(lastLine === written ? column : 0, lastLine);
    writtenTo = end;
  };

  for (let i = 0; i < tokens.count; i++) {
    const start = tokens.start[i]!;
    const end = tokens.end[i]!;
    for (; change < changes.length && changes[change]!.start <= start; change++) {
      const edit = changes[change]!;
      if (edit.text !== '') write(edit.start, edit.end, edit.text, false);
    }
    const word = tokenText(tokens, i);
    const isGone = spanAt(removed, start) !== undefined;
    const isComment = tokens.kind[i] === TokenKind.Comment;
    if (!isGone) {
      write(start, end, word, isComment);
      if (isComment && word.includes('\n')) lines.push(...commentLines(text, start, end, shifts));
    }
    if (word === '(' || word === '[') {
      // The content of brackets that go may stay, and its further lines with it.
      const next = i + 1 < tokens.count ? tokens.start[i + 1]! : end;
      const from = isGone && spanAt(removed, next) ? -1 : originalColumn(start) + 1;
      anchors.push({ from, to: column, closes: true });
    } else if (word === ')' || word === ']') {
      while (anchors.length > 0 && !anchors.pop()!.closes);
    } else if (word === ';' || word === '{' || word === '}') {
      while (anchors.at(-1)?.closes === false) anchors.pop();
      awaitsAnchor = false;
    } else if (word === 'return' || word === '=') awaitsAnchor = true;
  }
  return lines;
}

/** The last newline in [from, to), or -1; unlike lastIndexOf() it doesn't look further back, as lines may be long. */
function lastNewline(text: string, from: number, to: number): number {
  if (to <= from) return -1;
  const at = text.slice(from, to).lastIndexOf('\n');
  return at < 0 ? -1 : from + at;
}

/** The last newline in [from, to) that no edit takes away. */
function lastKeptNewline(text: string, from: number, to: number, removed: readonly Span[]): number | null {
  for (let at = lastNewline(text, from, to); at >= from;) {
    const gone = spanAt(removed, at);
    if (!gone) return at;
    at = lastNewline(text, from, gone.start);
  }
  return null;
}

function keptText(text: string, from: number, to: number, removed: readonly Span[]): string {
  let kept = '';
  let at = from;
  while (at < to) {
    const gone = spanAt(removed, at);
    if (gone) {
      at = gone.end;
      continue;
    }
    kept += text[at]!;
    at++;
  }
  return kept;
}

function startLine(
  text: string,
  lineStart: number,
  first: number,
  removed: readonly Span[],
  isComment: boolean,
): NewLine {
  let end = lineStart;
  while (text[end] === ' ' || text[end] === '\t') end++;
  const isKept =
    spanAt(removed, lineStart) === undefined && (end === lineStart || spanAt(removed, end - 1) === undefined);
  const space = isKept && end <= first ? { start: lineStart, end } : null;
  return { space, first, hasComment: isComment, indent: 0, end: first, text: '' };
}

/**
 * Where a line starts now. A continuation line that was aligned to an open bracket follows it; other lines move with
 * the branch that holds them. Labels and directives in the first column stay there.
 */
function placeLine(
  text: string,
  line: NewLine,
  token: number,
  shifts: Shifts,
  anchors: readonly Anchor[],
  originalColumn: (offset: number) => number,
  removed: readonly Span[],
): number {
  const space = line.space ?? { start: token, end: token };
  const old = advanceColumn(0, text.slice(space.start, space.end));
  // What the line began with may be gone: it was aligned all the same.
  const isOwnLine = keptText(text, space.end, token, removed) === '';
  if (isOwnLine) {
    const column = originalColumn(space.end);
    const anchor = anchors.findLast((a) => a.from === column);
    const inBracket = anchors.some((a) => a.closes);
    if (anchor && (inBracket || !anchor.closes)) return anchor.to;
  }
  if (text[token] === '#' || old === 0) return old;
  return Math.max(0, old + shifts(space.end));
}

/** By how many columns what stands at an offset moves. */
type Shifts = (offset: number) => number;

function sumShifts(shifts: readonly Shift[]): Shifts {
  const borders = shifts
    .filter(({ start, end }) => start < end)
    .flatMap(({ start, end, columns }) => [
      { at: start, columns },
      { at: end, columns: -columns },
    ])
    .sort((a, b) => a.at - b.at);
  let sum = 0;
  const sums = [0, ...borders.map(({ columns }) => (sum += columns))];
  return (offset) => sums[partitionPoint(borders.length, (i) => borders[i]!.at <= offset)]!;
}

/** The further lines of a block comment move like its first. */
function commentLines(text: string, start: number, end: number, shifts: Shifts): NewLine[] {
  const columns = shifts(start);
  if (columns === 0) return [];
  const lines: NewLine[] = [];
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    let stop = at + 1;
    while (text[stop] === ' ' || text[stop] === '\t') stop++;
    if (stop === at + 1 || text[stop] === '\n') continue;
    const old = advanceColumn(0, text.slice(at + 1, stop));
    const indent = Math.max(0, old + columns);
    lines.push({
      space: { start: at + 1, end: stop },
      first: stop,
      hasComment: true,
      indent,
      end: stop,
      text: '',
    });
  }
  return lines;
}

function makeColumns(text: string, from: number): (offset: number) => number {
  let lineStart = from;
  let at = from;
  let column = 0;
  return (offset) => {
    if (offset < at) {
      lineStart = text.lastIndexOf('\n', offset - 1) + 1;
      at = lineStart;
      column = 0;
    }
    const newline = lastNewline(text, at, offset);
    if (newline >= 0) {
      lineStart = newline + 1;
      at = lineStart;
      column = 0;
    }
    column = advanceColumn(column, text.slice(at, offset));
    at = offset;
    return column;
  };
}

/** The edits that join the lines of heads that fit on one now, by the line that loses its own. */
function joinHeads(
  text: string,
  lines: readonly NewLine[],
  heads: readonly Span[],
  removed: readonly Span[],
  cause: string,
): Map<NewLine, Edit> {
  const edits = new Map<NewLine, Edit>();
  let reach = 0;
  const reaches = lines.map(({ end }) => (reach = Math.max(reach, end)));
  for (const head of heads) {
    const first = partitionPoint(lines.length, (i) => reaches[i]! < head.start);
    if (first === lines.length || lines[first]!.first > head.end) continue;
    let last = first;
    while (last + 1 < lines.length && lines[last + 1]!.first < head.end) last++;
    if (last === first || !wasBrokenForLength(text, head)) continue;
    const parts = lines.slice(first, last + 1);
    const isFixed = (line: NewLine, i: number) =>
      line.hasComment ||
      (i > 0 && !line.space) ||
      /[\n#]|[{};](?!\s*$)/.test(line.text) ||
      (i < parts.length - 1 && /[{};]\s*$/.test(line.text));
    if (parts.some(isFixed)) continue;
    const whole = parts.reduce(
      (sum, line) => sum + (sum === '' ? '' : gapBetween(sum, line.text)) + line.text.trim(),
      '',
    );
    if (advanceColumn(parts[0]!.indent, whole) > LINE_WIDTH) continue;
    parts.slice(1).forEach((line, i) => {
      const before = parts[i]!;
      // What goes at the line's end goes on its own.
      let start = before.end;
      for (
        let gone = spanAt(removed, start);
        gone && gone.end <= line.space!.end;
        gone = spanAt(removed, start)
      )
        start = gone.end;
      const between = text.slice(start, line.space!.end);
      if (!/^\s*$/.test(between)) return;
      edits.set(line, { start, end: line.space!.end, text: gapBetween(before.text, line.text), cause });
    });
  }
  return edits;
}

/** What parts two lines that become one: nothing within parentheses. */
function gapBetween(before: string, after: string): string {
  return /\(\s*$/.test(before) || /^\s*\)/.test(after) ? '' : ' ';
}

/** Whether the statement would not have fitted on one line as it was. */
function wasBrokenForLength(text: string, head: Span): boolean {
  const start = text.lastIndexOf('\n', head.start - 1) + 1;
  const stop = text.indexOf('\n', head.end);
  const whole = text.slice(start, stop < 0 ? text.length : stop);
  const indent = /^[ \t]*/.exec(whole)![0];
  return (
    advanceColumn(advanceColumn(0, indent), whole.slice(indent.length).replace(/[ \t]*\r?\n[ \t]*/g, ' ')) >
    LINE_WIDTH
  );
}
