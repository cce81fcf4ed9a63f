import { applyEdits } from '../edit/apply-edits.js';
import { composeEdits } from '../edit/compose-edits.js';
import type { Edit } from '../edit/edit.js';
import { bareLine, type HostedLine, type HostedView } from '../scan/hosted-lines.js';
import { lineIndexAt, makeSourceText } from '../text/source-text.js';
import { mergeSpans, type Span } from '../text/span.js';

/** Edits of one of a file's views. */
export interface ViewEdits {
  readonly view: HostedView;
  /** Sorted and disjoint, into the view's text. */
  readonly edits: readonly Edit[];
}

/**
 * Makes one list of edits of a C file from those of its code and those of its views: lines that come get the prefix,
 * blank lines that end up doubled are taken along.
 * @param inCode into the masked text; where they run over hosted lines these stay.
 */
export function joinHosted(
  path: string,
  text: string,
  inCode: readonly Edit[],
  hosted: readonly ViewEdits[],
  views: readonly HostedView[],
): Edit[] {
  const spans = views.flatMap(({ lines }) => lines.map(({ start, next }) => ({ start, end: next })));
  const merged = mergeSpans(spans);
  const all = [
    ...inCode.flatMap((edit) => leaveOut(edit, merged)),
    ...hosted.flatMap(({ view, edits }) => editLines(text, view, edits)),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const removals = all.filter((edit) => edit.text === '' && edit.end > edit.start);
  const written = all.filter((edit) => edit.text !== '');
  return composeEdits(makeSourceText(path, text), removals, written, {
    braces: true,
  });
}

/** The parts of an edit outside of the spans; what it writes stands in the first of them. */
function leaveOut(edit: Edit, spans: readonly Span[]): Edit[] {
  const parts: Edit[] = [];
  let at = edit.start;
  for (const span of spans) {
    if (span.end <= edit.start || span.start >= edit.end) continue;
    if (span.start > at) parts.push({ ...edit, start: at, end: span.start });
    at = span.end;
  }
  if (at < edit.end || parts.length === 0) parts.push({ ...edit, start: at, end: Math.max(at, edit.end) });
  return parts.map((part, i) => (i === 0 ? part : { ...part, text: '' }));
}

/** Lines [first, last) of a view that edits touch. */
interface Touched {
  readonly first: number;
  last: number;
  readonly edits: Edit[];
}

function editLines(text: string, view: HostedView, edits: readonly Edit[]): Edit[] {
  const source = makeSourceText('', view.text);
  const startOf = (line: number) => source.lineStarts[line] ?? view.text.length;
  const groups: Touched[] = [];
  for (const edit of edits) {
    const first = lineIndexAt(source, edit.start);
    const endLine = lineIndexAt(source, edit.end);
    const isWhole =
      startOf(endLine) === edit.end && startOf(first) === edit.start && /(?:^|\n)$/.test(edit.text);
    const last = isWhole ? endLine : Math.min(endLine + 1, view.lines.length);
    const group = groups.at(-1);
    if (group && first < group.last) {
      group.last = Math.max(group.last, last);
      group.edits.push(edit);
    } else groups.push({ first, last, edits: [edit] });
  }
  return groups.flatMap(({ first, last, edits: own }) => {
    const start = startOf(first);
    const local = own.map((edit) => ({
      ...edit,
      start: edit.start - start,
      end: edit.end - start,
    }));
    const after = applyEdits(view.text.slice(start, startOf(last)), local);
    const fresh = after === '' ? [] : after.replace(/\n$/, '').split('\n');
    const bare = fresh.map((line) => bareLine(view.kind, line));
    return rewriteLines(text, view, first, last, bare, own[0]!.cause);
  });
}

/** Turns hosted lines [first, last) into others, with as little change as there may be. */
function rewriteLines(
  text: string,
  view: HostedView,
  first: number,
  last: number,
  fresh: readonly string[],
  cause: string,
): Edit[] {
  const old = view.lines.slice(first, last);
  const was = old.map(({ content, end }) => text.slice(content, end));
  const edits: Edit[] = [];
  let at = 0;
  let from = 0;
  for (const [i, j] of [...matchLines(was, fresh), [was.length, fresh.length] as const]) {
    edits.push(...rewriteRun(text, view, first + at, old.slice(at, i), fresh.slice(from, j), cause));
    at = i + 1;
    from = j + 1;
  }
  return edits;
}

/** Lines without a match: those that have a partner change, the others go or come. */
function rewriteRun(
  text: string,
  { kind, lines }: HostedView,
  index: number,
  old: readonly HostedLine[],
  fresh: readonly string[],
  cause: string,
): Edit[] {
  const edits: Edit[] = [];
  for (const [i, line] of old.entries()) {
    const now = fresh[i];
    if (now === undefined) edits.push({ start: line.start, end: line.next, text: '', cause });
    else edits.push(rewriteLine(text, line, now, cause));
  }
  const more = fresh.slice(old.length);
  if (more.length === 0) return edits;
  const before = lines[index + old.length - 1];
  const place = before ? before.next : (lines[index]?.start ?? text.length);
  const added = more.map((line) => `//${kind}:${line}\n`).join('');
  return [...edits, { start: place, end: place, text: added, cause }];
}

function rewriteLine(text: string, { content, end }: HostedLine, now: string, cause: string): Edit {
  const was = text.slice(content, end);
  const most = Math.min(was.length, now.length);
  let head = 0;
  while (head < most && was[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && was[was.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return {
    start: content + head,
    end: end - tail,
    text: now.slice(head, now.length - tail),
    cause,
  };
}

/** More comparisons than this are not worth a finer edit. */
const MOST_COMPARISONS = 1_000_000;

/** The longest common subsequence of two lists of lines, as pairs of places. */
function matchLines(was: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  if (was.length * now.length > MOST_COMPARISONS) return [];
  const width = now.length + 1;
  const length = new Uint32Array((was.length + 1) * width);
  for (let i = was.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      length[i * width + j] =
        was[i] === now[j]
          ? length[(i + 1) * width + j + 1]! + 1
          : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < was.length && j < now.length;) {
    if (was[i] === now[j]) pairs.push([i++, j++]);
    else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}
