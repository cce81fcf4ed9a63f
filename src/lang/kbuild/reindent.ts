import type { Edit } from '../../edit/edit.js';
import type { Makefile, Statement } from './statements.js';

interface IndentChange {
  readonly tabs: number;
  readonly spaces: number;
  readonly cause: string;
}

/** At which statements (by index) the number of blanks to take from each line changes, and by how much. */
export type IndentPlan = Map<number, IndentChange>;

/** Plans to take `indent`, all tabs or all spaces, from the lines of the statements [first, last). */
export function planStrip(
  plan: IndentPlan,
  first: number,
  last: number,
  indent: string,
  cause: string,
): void {
  const isTabs = /^\t+$/.test(indent);
  if (!isTabs && !/^ +$/.test(indent)) return;
  for (const [at, sign] of [
    [first, 1],
    [last, -1],
  ] as const) {
    const known = plan.get(at) ?? { tabs: 0, spaces: 0, cause };
    const by = sign * indent.length;
    plan.set(at, {
      ...known,
      tabs: known.tabs + (isTabs ? by : 0),
      spaces: known.spaces + (isTabs ? 0 : by),
    });
  }
}

/** A recipe and a define hold text that is not make's own to reformat. */
const KEPT: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>(['recipe', 'define', 'blank']);

/** Takes the planned blanks from the front of each line; a line that has fewer loses those it has. */
export function dedentLines(makefile: Makefile, plan: IndentPlan): Edit[] {
  const edits: Edit[] = [];
  if (plan.size === 0) return edits;
  const { text, statements } = makefile;
  let tabs = 0;
  let spaces = 0;
  let cause = '';
  for (const [index, statement] of statements.entries()) {
    const change = plan.get(index);
    if (change) {
      tabs += change.tabs;
      spaces += change.spaces;
      ({ cause } = change);
    }
    if (tabs + spaces <= 0 || KEPT.has(statement.kind)) continue;
    for (let at = statement.start; at < statement.end;) {
      let end = at;
      while (end < at + tabs && text[end] === '\t') end++;
      const afterTabs = end;
      while (end < afterTabs + spaces && text[end] === ' ') end++;
      if (end > at) edits.push({ start: at, end, text: '', cause });
      const newline = text.indexOf('\n', at);
      at = newline < 0 || newline >= statement.end ? statement.end : newline + 1;
    }
  }
  return edits;
}
