import { chainEdits } from '../../src/edit/chain-edits.js';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { ProofEdit, ProofTask } from '../../src/proof/proof-task.js';

/** A wrong change that a slip of the rewriter could have made. */
export interface Mutant {
  readonly operator: string;
  readonly after: string;
}

type Random = () => number;

/** Most mutants of one operator for one file. */
const EACH = 6;

/**
 * Wrong forms of a change, drawn with `random`. What is left out because it means the same by an argument that needs
 * no proof: mutants whose tokens are those of the right change (only white space, comments or line ends differ), and
 * those that only leave a declaration of a local that nothing mentions or a label that nothing jumps to (the compiler
 * warns, the code is the same).
 */
export function makeMutants(task: ProofTask, random: Random): Mutant[] {
  const mutants: Mutant[] = [];
  const seen = new Set([plainTokens(task.after)]);
  for (const [operator, mutate] of Object.entries(OPERATORS)) {
    let made = 0;
    for (let attempt = 0; attempt < 3 * EACH && made < EACH; attempt++) {
      const after = mutate(task, random);
      if (after === undefined) continue;
      const tokens = plainTokens(after);
      if (seen.has(tokens) || leavesUnusedLocals(task.after, after)) continue;
      seen.add(tokens);
      mutants.push({ operator, after });
      made++;
    }
  }
  return mutants;
}

/** The edits that lead from the old text to a mutant's: the change's, and one more. */
export function mutantEdits({ before, after, edits }: ProofTask, mutant: string): ProofEdit[] {
  return chainEdits(before, edits, editsOf(after, mutant));
}

/** One edit that leads from a text to another. */
export function editsOf(before: string, after: string): ProofEdit[] {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  if (start === before.length && start === after.length) return [];
  // What is put in is whole lines where it can be.
  if (start + same === before.length) {
    const length = after.length - before.length;
    while (start > 0 && after[start - 1] !== '\n' && after[start - 1] === after[start + length - 1]) {
      start--;
      same++;
    }
  }
  return [
    { start, end: before.length - same, text: after.slice(start, after.length - same), cause: 'mutant' },
  ];
}

const OPERATORS: Readonly<Record<string, (task: ProofTask, random: Random) => string | undefined>> = {
  /** Something that should change stays. */
  'drop-edit': (task, random) => {
    const own = pickIndex(task.edits, random);
    return applyEdits(
      task.before,
      task.edits.filter((_, i) => i !== own),
    );
  },
  /** A removal takes the line behind it along. */
  'line-more': (task, random) =>
    changeEdit(task, random, (edit) => {
      if (edit.end === edit.start) return undefined;
      const end = lineEnd(task.before, edit.end);
      return { ...edit, end: Math.min(end, nextStart(task, edit) ?? end) };
    }),
  /** A removal takes the line before it along. */
  'line-more-above': (task, random) =>
    changeEdit(task, random, (edit) => {
      if (edit.end === edit.start) return undefined;
      const start = task.before.lastIndexOf('\n', Math.max(0, edit.start - 2)) + 1;
      return start < (previousEnd(task, edit) ?? 0) ? undefined : { ...edit, start };
    }),
  /** A removal leaves its last line. */
  'line-less': (task, random) =>
    changeEdit(task, random, (edit) => {
      const end = task.before.lastIndexOf('\n', edit.end - 2) + 1;
      return end > edit.start ? { ...edit, end } : undefined;
    }),
  /** A removal leaves its first line. */
  'line-less-above': (task, random) =>
    changeEdit(task, random, (edit) => {
      const start = lineEnd(task.before, edit.start);
      return start < edit.end ? { ...edit, start } : undefined;
    }),
  /** A line near an edit goes, too. */
  neighbour: (task, random) => {
    const lines = task.after.split('\n');
    const near = nearLine(task, random);
    const at = near + Math.floor(random() * 9) - 4;
    if (lines[at] === undefined || !/[;{}]\s*$|^\s*#/.test(lines[at])) return undefined;
    lines.splice(at, 1);
    return lines.join('\n');
  },
  /** Two lines near an edit change places. */
  'swap-lines': (task, random) => {
    const lines = task.after.split('\n');
    const at = nearLine(task, random) + Math.floor(random() * 7) - 3;
    if (at < 0 || at + 1 >= lines.length) return undefined;
    [lines[at], lines[at + 1]] = [lines[at + 1]!, lines[at]!];
    return lines.join('\n');
  },
  /** A token on a line near an edit, or in what an edit wrote, goes. */
  'drop-token': (task, random) => {
    const [from, to] = nearSpan(task, random);
    const tokens = [...task.after.slice(from, to).matchAll(/\w+|[^\s\w]/g)];
    const token = tokens[Math.floor(random() * tokens.length)];
    if (!token) return undefined;
    const at = from + token.index;
    return task.after.slice(0, at) + task.after.slice(at + token[0].length);
  },
  /** A condition turns round, or another operator or constant stands there. */
  flip: (task, random) => {
    const [from, to] = nearSpan(task, random);
    const places = [
      ...task.after
        .slice(from, to)
        .matchAll(/&&|\|\||==|!=|!(?=[\w(])|\bifdef\b|\bifndef\b|\b0\b|\b1\b|\bNULL\b/g),
    ];
    const place = places[Math.floor(random() * places.length)];
    if (!place) return undefined;
    const at = from + place.index;
    return task.after.slice(0, at) + FLIPPED[place[0]]! + task.after.slice(at + place[0].length);
  },
  /** The group that should go stays, and the one that should stay goes. */
  'wrong-branch': (task, random) => {
    const conditionals = [
      ...task.before.matchAll(
        /^[ \t]*#[ \t]*if[^]*?^[ \t]*#[ \t]*else[^\n]*\n[^]*?^[ \t]*#[ \t]*endif[^\n]*\n/gm,
      ),
    ];
    const touched = conditionals.filter(({ index, 0: text }) =>
      task.edits.some(({ start, end }) => start < index + text.length && end > index),
    );
    const one = touched[Math.floor(random() * touched.length)];
    if (!one || (one[0].match(/^[ \t]*#[ \t]*if/gm) ?? []).length > 1) return undefined;
    const parts = /^([^\n]*\n)([^]*?)(^[ \t]*#[ \t]*else[^\n]*\n)([^]*?)(^[ \t]*#[ \t]*endif[^\n]*\n)$/m.exec(
      one[0],
    );
    if (!parts) return undefined;
    const inside = task.edits.filter(
      ({ start, end }) => start >= one.index && end <= one.index + one[0].length,
    );
    if (inside.length === 0) return undefined;
    const kept = applyEdits(
      one[0],
      inside.map((e) => ({ ...e, start: e.start - one.index, end: e.end - one.index })),
    );
    const yes = parts[2]!.trim();
    const no = parts[4]!.trim();
    const isYes = kept.includes(yes);
    if (isYes === kept.includes(no)) return undefined;
    const edit = {
      start: one.index,
      end: one.index + one[0].length,
      text: isYes ? parts[4]! : parts[2]!,
      cause: '',
    };
    return applyEdits(
      task.before,
      [...task.edits.filter((e) => !inside.includes(e)), edit].sort((a, b) => a.start - b.start),
    );
  },
};

const FLIPPED: Readonly<Record<string, string>> = {
  '&&': '||',
  '||': '&&',
  '==': '!=',
  '!=': '==',
  '!': '',
  ifdef: 'ifndef',
  ifndef: 'ifdef',
  '0': '1',
  '1': '0',
  NULL: '1',
};

function pickIndex(items: readonly unknown[], random: Random): number {
  return Math.floor(random() * items.length);
}

function changeEdit(
  task: ProofTask,
  random: Random,
  change: (edit: ProofEdit) => ProofEdit | undefined,
): string | undefined {
  const own = pickIndex(task.edits, random);
  const edit = task.edits[own] && change(task.edits[own]);
  return (
    edit &&
    applyEdits(
      task.before,
      task.edits.map((e, i) => (i === own ? edit : e)),
    )
  );
}

function nextStart({ edits }: ProofTask, edit: ProofEdit): number | undefined {
  return edits[edits.indexOf(edit) + 1]?.start;
}

function previousEnd({ edits }: ProofTask, edit: ProofEdit): number | undefined {
  return edits[edits.indexOf(edit) - 1]?.end;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Offset in the new text of a random edit's end. */
function placeOfEdit({ edits }: ProofTask, random: Random): [start: number, end: number] {
  const own = pickIndex(edits, random);
  let shift = 0;
  for (const { start, end, text } of edits.slice(0, own)) shift += text.length - (end - start);
  const edit = edits[own]!;
  return [edit.start + shift, edit.start + shift + edit.text.length];
}

function nearLine(task: ProofTask, random: Random): number {
  const [start] = placeOfEdit(task, random);
  return task.after.slice(0, start).split('\n').length - 1;
}

/** The lines that an edit wrote, and those around it. */
function nearSpan(task: ProofTask, random: Random): [number, number] {
  const [start, end] = placeOfEdit(task, random);
  const from = task.after.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  return [from, lineEnd(task.after, Math.max(end, start))];
}

/** The text's tokens, comments and white space apart; where directives begin and end counts. */
function plainTokens(text: string): string {
  const bare = text
    .replace(/"(?:\\.|[^"\\\n])*"|\/\*[^]*?\*\/|\/\/[^\n]*/g, (found) =>
      found.startsWith('"') ? found : ' ',
    )
    .replace(/\\\r?\n/g, ' ')
    .replace(/^[ \t]*(#[^\n]*)$/gm, '\x01$1\x02');
  return (bare.match(/"(?:\\.|[^"\\\n])*"|\w+|[^\s\w]/g) ?? []).join(' ').replace(/ , }/g, ' }');
}

/** Whether all that a mutant leaves besides the right text are declarations of locals that nothing mentions. */
function leavesUnusedLocals(after: string, mutant: string): boolean {
  const [edit] = editsOf(after, mutant);
  if (!edit || edit.end > edit.start) return false;
  // An insertion in the midst of a line is one of whole lines as well.
  const start = mutant.lastIndexOf('\n', edit.start - 1) + 1;
  const lines = mutant
    .slice(start, start + edit.text.length)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.every((line) => {
    const name = /^\s+(?:(?:const|static|struct|unsigned|enum) )*\w+[ *]+(\w+)(?: = [^()]*)?;$/.exec(
      line,
    )?.[1];
    // Its scope ends with the function.
    const from = after.lastIndexOf('\n{\n', edit.start);
    const to = after.indexOf('\n}', edit.start - 1);
    const scope = after.slice(Math.max(0, from), to < 0 ? after.length : to);
    const label = /^\s*(\w+):$/.exec(line)?.[1];
    if (label !== undefined && label !== 'default') return !scope.includes(`goto ${label};`);
    return name !== undefined && !new RegExp(`(?<![.>])\\b${name}\\b`).test(scope);
  });
}
