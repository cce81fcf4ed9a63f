import type { Edit } from '../edit/edit.js';
import { clip, UserError } from '../errors.js';
import { makeSourceText, type SourceText } from '../text/source-text.js';
import type { PatchHunk } from './read-patch.js';

/**
 * The edits that a patch's hunks make in a text. Each hunk's context must match in full; where it stands on other lines
 * than it says, it must fit at one place alone.
 * @param patch name of the patch file. @throws UserError with the line of the patch that doesn't fit.
 */
export function applyHunks(path: string, text: string, hunks: readonly PatchHunk[], patch: string): Edit[] {
  const source = makeSourceText(path, text);
  const edits: Edit[] = [];
  let shift = 0;
  let free = 0;
  for (const hunk of hunks) {
    const old = hunk.lines.filter(({ kind }) => kind !== '+').map((line) => line.text);
    // A hunk without old lines names the line above.
    const wanted = old.length === 0 && hunk.start > 0 ? hunk.start : hunk.start + shift;
    const first = fits(source, old, wanted) ? wanted : findElsewhere(source, old, free);
    if (first === undefined || first < free) throw misfit(source, hunk, wanted, patch);
    shift = first - hunk.start;
    free = first + old.length;
    edits.push(...editsOf(source, hunk, first));
  }
  return edits;
}

function lineText({ text, lineStarts }: SourceText, line: number): string | undefined {
  const start = lineStarts[line];
  if (start === undefined || (start === text.length && start > 0) || text === '') return undefined;
  return text.slice(start, lineStarts[line + 1] ?? text.length);
}

function fits(source: SourceText, old: readonly string[], first: number): boolean {
  return first >= 0 && old.every((line, i) => lineText(source, first + i) === line);
}

/** The only line from `free` on at which the old lines stand; undefined: there is none, or there are several. */
function findElsewhere(source: SourceText, old: readonly string[], free: number): number | undefined {
  if (old.length === 0) return undefined;
  const { text, lineStarts } = source;
  // Long lines are rare: they are looked for first.
  const key = old.reduce((best, line, i) => (line.length > old[best]!.length ? i : best), 0);
  const places: number[] = [];
  let line = 0;
  for (let at = text.indexOf(old[key]!); at >= 0; at = text.indexOf(old[key]!, at + 1)) {
    while ((lineStarts[line + 1] ?? Infinity) <= at) line++;
    const first = line - key;
    if (lineStarts[line] !== at || first < free || !fits(source, old, first)) continue;
    places.push(first);
    if (places.length > 1) return undefined;
  }
  return places[0];
}

function misfit(source: SourceText, { lines, at }: PatchHunk, first: number, patch: string): UserError {
  let line = first;
  for (const [i, { kind, text }] of lines.entries()) {
    if (kind === '+') continue;
    const found = lineText(source, line);
    if (found !== text) {
      const show = (own: string | undefined) => (own === undefined ? 'no line' : `'${clip(own.trimEnd())}'`);
      const has = `${source.path}:${line + 1} has ${show(found)} where the patch has ${show(text)}`;
      return new UserError(`${patch}:${at + i + 1}:2: error: the patch doesn't fit the tree: ${has}`);
    }
    line++;
  }
  return new UserError(`${patch}:${at}:1: error: hunks of ${source.path} overlap, or are out of order`);
}

/** An edit for each run of lines that go or come. */
function editsOf({ text, lineStarts }: SourceText, { lines }: PatchHunk, first: number): Edit[] {
  const edits: Edit[] = [];
  const startOf = (line: number) => lineStarts[line] ?? text.length;
  let line = first;
  let open: { start: number; text: string } | undefined;
  const close = () => {
    if (open) edits.push({ ...open, end: startOf(line), cause: '' });
    open = undefined;
  };
  for (const { kind, text: own } of lines) {
    if (kind === ' ') {
      close();
      line++;
      continue;
    }
    open ??= { start: startOf(line), text: '' };
    if (kind === '+') open.text += own;
    else line++;
  }
  close();
  return edits;
}
