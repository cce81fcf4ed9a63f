import type { Edit } from '../../src/edit/edit.js';

export interface MutableChange {
  readonly before: string;
  readonly edits: readonly Edit[];
}

export type Random = () => number;
const pick = <T>(items: readonly T[], random: Random): T | undefined =>
  items[Math.floor(random() * items.length)];

/** Changes to the list of edits: what a rewriter that misses or overdoes something would make. */
export const BY_EDITS: Readonly<
  Record<string, (change: MutableChange, random: Random) => Edit[] | undefined>
> = {
  'leave an edit out': ({ edits }, random) => {
    const out = pick(edits, random);
    return out && edits.filter((edit) => edit !== out);
  },
  'delete one more line': ({ before, edits }, random) => {
    const wide = pick(
      edits.filter(({ start, end, text }) => text === '' && end > start && before[end - 1] === '\n'),
      random,
    );
    if (!wide) return undefined;
    const end = before.indexOf('\n', wide.end) + 1;
    if (end === 0) return undefined;
    return edits
      .map((edit) => (edit === wide ? { ...edit, end } : edit))
      .filter((e) => e === wide || e.start >= end || e.end <= wide.end || e.start === wide.start);
  },
  'delete one line above': ({ before, edits }, random) => {
    const wide = pick(
      edits.filter(
        ({ start, end, text }) => text === '' && end > start && start > 1 && before[start - 1] === '\n',
      ),
      random,
    );
    if (!wide) return undefined;
    const start = before.lastIndexOf('\n', wide.start - 2) + 1;
    return edits
      .map((edit) => (edit === wide ? { ...edit, start } : edit))
      .filter((e) => e.end <= start || e.start >= wide.start || e.end === wide.end);
  },
  'delete one line less': ({ before, edits }, random) => {
    const wide = pick(
      edits.filter(({ start, end, text }) => text === '' && before.slice(start, end - 1).includes('\n')),
      random,
    );
    if (!wide) return undefined;
    const end = before.lastIndexOf('\n', wide.end - 2) + 1;
    return edits.map((edit) => (edit === wide ? { ...edit, end } : edit));
  },
};

/** The index of a line that matches, drawn. */
export function pickLine(lines: readonly string[], pattern: RegExp, random: Random): number | undefined {
  return pick(
    lines.flatMap((line, i) => (pattern.test(line) ? [i] : [])),
    random,
  );
}

/** The lines with one of them changed; an empty line is one that goes. */
export function mutateLine(
  lines: readonly string[],
  mutate: (line: string, random: Random) => string | undefined,
  random: Random,
): string[] | undefined {
  const at = pick(
    lines.flatMap((line, i) => (mutate(line, () => 0) === undefined ? [] : [i])),
    random,
  );
  if (at === undefined) return undefined;
  const now = mutate(lines[at]!, random)!;
  return now === '' ? lines.filter((_, i) => i !== at) : lines.map((line, i) => (i === at ? now : line));
}
