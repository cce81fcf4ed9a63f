import type { Edit } from '../../edit/edit.js';
import type { Makefile, Statement } from './statements.js';

/** At which statement (by index) the number of spaces to take from each line changes, and by how much. */
export type IndentPlan = Map<number, { readonly by: number; readonly cause: string }>;

/** A recipe and a define hold text that is not make's own to reformat. */
const KEPT: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>(['recipe', 'define', 'blank']);

/** Takes leading spaces from the lines that an indent plan covers; recipe lines and lines with fewer keep theirs. */
export function dedentLines(makefile: Makefile, plan: IndentPlan): Edit[] {
  const edits: Edit[] = [];
  if (plan.size === 0) return edits;
  const { text, statements } = makefile;
  let by = 0;
  let cause = '';
  for (const [index, statement] of statements.entries()) {
    const change = plan.get(index);
    if (change) {
      by += change.by;
      if (change.by > 0) ({ cause } = change);
    }
    if (by <= 0 || KEPT.has(statement.kind)) continue;
    for (let at = statement.start; at < statement.end; ) {
      let end = at;
      while (end < at + by && text[end] === ' ') end++;
      if (end > at) edits.push({ start: at, end, text: '', cause });
      const newline = text.indexOf('\n', at);
      at = newline < 0 || newline >= statement.end ? statement.end : newline + 1;
    }
  }
  return edits;
}
