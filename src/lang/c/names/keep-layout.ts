import type { Edit } from '../../../edit/edit.js';
import { makeSourceText } from '../../../text/source-text.js';
import { keepColumns } from '../../rename/keep-columns.js';
import { layOut } from '../fold/layout.js';
import { lineStartAt } from '../fold/trivia.js';
import type { MacroItem } from '../syntax/outline.js';

/**
 * The white space that keeps columns where they were on the lines of edits that each replace a few words: comments
 * behind tabs, values of macros, the backslashes of a macro's lines. Continuation lines in macros stay aligned with
 * what they were aligned to.
 * @param edits sorted and disjoint, each within one line.
 * @param others all other edits of the file: lines that they touch keep their white space.
 */
export function keepLayout(
  text: string,
  macros: readonly MacroItem[],
  edits: readonly Edit[],
  others: readonly Edit[],
): Edit[] {
  if (edits.length === 0) return [];
  const lineOf = (offset: number) => lineStartAt(text, offset);
  const taken = new Set(others.flatMap((edit) => [lineOf(edit.start), lineOf(edit.end)]));
  const own = edits.filter((edit) => !taken.has(lineOf(edit.start)));
  const indents = alignMacros(text, macros, own);
  const source = makeSourceText('', text);
  const words = [...own, ...indents].sort((a, b) => a.start - b.start);
  return [...indents, ...keepColumns(source, words)].sort((a, b) => a.start - b.start);
}

/** Continuation lines of macros, aligned with the brackets that have moved. */
function alignMacros(text: string, macros: readonly MacroItem[], edits: readonly Edit[]): Edit[] {
  const moved: Edit[] = [];
  let at = 0;
  for (const macro of macros) {
    while (at < edits.length && edits[at]!.start < macro.start) at++;
    const from = at;
    while (at < edits.length && edits[at]!.end <= macro.end) at++;
    if (at === from || !text.slice(macro.start, macro.end).includes('\n')) continue;
    // The layout reads tokens, and a directive is a single one: a word stands for its `#`.
    const line = lineStartAt(text, macro.start);
    const part = `${text.slice(line, macro.start)}_${text.slice(macro.start + 1, macro.end)}`;
    const shift = (edit: Edit, by: number) => ({ ...edit, start: edit.start + by, end: edit.end + by });
    const inside = edits.slice(from, at).map((edit) => shift(edit, -line));
    const laidOut = layOut(part, { start: 0, end: part.length }, inside, [], []);
    moved.push(...laidOut.map((edit) => shift(edit, line)));
  }
  return moved;
}
