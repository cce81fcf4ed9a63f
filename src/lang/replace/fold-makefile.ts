import { composeEdits } from '../../edit/compose-edits.js';
import type { Edit, Removal } from '../../edit/edit.js';
import { makeSourceText } from '../../text/source-text.js';
import { parseMakefile } from '../kbuild/parse-makefile.js';
import type { Assignment, Conditional, Group, Makefile, Statement } from '../kbuild/statements.js';
import { replacementId, type Replacement } from './replacement.js';

interface Work {
  readonly makefile: Makefile;
  readonly isTouched: (statement: Statement) => boolean;
  readonly removals: Removal[];
  readonly cause: string;
}

/** What is known of a variable in a group: `CONFIG_X is set`, `CONFIG_X is y`. */
type Known = ReadonlySet<string>;

/**
 * Folds what a replacement made redundant in a makefile: a line that adds what another one of the same list adds, and
 * a conditional without `else` within one of the same condition. Nothing is done where the conditionals don't pair up
 * or the makefile assigns the variables itself.
 * @param places offsets of the names that took another's place, sorted.
 * @returns edits, sorted and disjoint, into `text`.
 */
export function foldMakefile(
  path: string,
  text: string,
  places: readonly number[],
  replacements: readonly Replacement[],
): Edit[] {
  const makefile = parseMakefile(text);
  const names = replacements.flatMap(({ operands }) => operands.map(({ name }) => `CONFIG_${name}`));
  const assigns = makefile.statements.some(
    (s) => s.kind === 'assignment' && names.includes(text.slice(s.name.start, s.name.end)),
  );
  if (!makefile.balanced || assigns) return [];
  const work: Work = {
    makefile,
    isTouched: ({ start, end }) => places.some((place) => place >= start && place < end),
    removals: [],
    cause: replacementId(replacements[0]!),
  };
  foldGroups(work);
  return composeEdits(makeSourceText(path, text), work.removals, [], { braces: false });
}

function foldGroups(work: Work): void {
  const pending: { group: Group; known: Known }[] = [{ group: work.makefile.root, known: new Set() }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { group, known } = next;
    foldRepeatedLines(work, group);
    for (const item of group.items) {
      if (item.kind !== 'conditional') continue;
      const says = conditionOf(work, item);
      if (isRepeated(work, item, says, known)) dropLines(work, item);
      item.rungs.forEach(({ group: inner }, i) => {
        pending.push({ group: inner, known: i === 0 ? new Set([...known, ...says]) : known });
      });
    }
  }
}

/** What holds in the first group of a conditional; empty where that isn't plain. */
function conditionOf({ makefile: { text, statements } }: Work, { rungs }: Conditional): string[] {
  const statement = statements[rungs[0]!.line]!;
  if (statement.kind !== 'directive' || !statement.keyword || !statement.condition) return [];
  const condition = text.slice(statement.condition.start, statement.condition.end);
  const { word } = statement.keyword;
  if (word === 'ifdef') return /^CONFIG_\w+$/.test(condition) ? [`${condition} is set`] : [];
  const compared = /^\(\s*\$[({](CONFIG_\w+)[)}]\s*,\s*(\w*)\s*\)$/.exec(condition);
  if (!compared) return [];
  const [, name, value] = compared;
  if (word === 'ifneq' && value === '') return [`${name!} is set`];
  return word === 'ifeq' && value !== '' ? [`${name!} is set`, `${name!} is ${value!}`] : [];
}

function isRepeated(work: Work, item: Conditional, says: readonly string[], known: Known): boolean {
  const first = work.makefile.statements[item.rungs[0]!.line]!;
  return (
    item.rungs.length === 1 && says.length > 0 && work.isTouched(first) && says.every((one) => known.has(one))
  );
}

function dropLines({ makefile: { statements }, removals, cause }: Work, { rungs, endif }: Conditional): void {
  for (const { start, end } of [statements[rungs[0]!.line]!, statements[endif]!]) {
    removals.push({ start, end, cause });
  }
}

/** Lines of one group that add nothing to a list which another line of the group doesn't add, too. */
function foldRepeatedLines(work: Work, { items }: Group): void {
  const { text, statements } = work.makefile;
  const lists = new Map<string, Assignment[]>();
  for (const item of items) {
    if (item.kind !== 'statement') continue;
    const statement = statements[item.index]!;
    if (statement.kind !== 'assignment' || statement.targets) continue;
    if (text.slice(statement.operator.start, statement.operator.end) !== '+=') continue;
    const name = text.slice(statement.name.start, statement.name.end);
    const list = lists.get(name);
    if (list) list.push(statement);
    else lists.set(name, [statement]);
  }
  const wordsOf = ({ value }: Assignment) =>
    text
      .slice(value.start, value.end)
      .split(/(?:\s|\\\r?\n)+/)
      .filter((word) => word !== '');
  for (const [name, lines] of lists) {
    if (!/^[\w.-]+-\$[({]CONFIG_\w+[)}]$/.test(name)) continue;
    const going = new Set<Assignment>();
    for (const line of lines) {
      const words = wordsOf(line);
      if (!work.isTouched(line) || line.comment || words.length === 0) continue;
      const others = new Set(lines.filter((one) => one !== line && !going.has(one)).flatMap(wordsOf));
      if (words.some((word) => !others.has(word))) continue;
      going.add(line);
      work.removals.push({ start: line.start, end: line.end, cause: work.cause });
    }
  }
}
