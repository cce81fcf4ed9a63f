import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import type { DeadThing } from './dead-thing.js';
import { hashName, isMarked, openNameMarks, type NameMarks } from './name-marks.js';
import type { Counted, Pasting } from './take-census.js';

/** Files of one task. */
const CHUNK = 400;

/**
 * Global functions that nothing uses, and pointers to functions in structs that nothing implements or calls. Every word
 * of the tree is looked at once. Any mention outside of comments counts as a use but a definition, a declaration and an
 * export: in assembly, makefiles, documents, scripts, strings that are just the name, names that `##` puts together.
 */
export async function findDeadNames(tree: TreeView, pool: Pool): Promise<DeadThing[]> {
  const marks = openNameMarks();
  const chunks: string[][] = [];
  for (let at = 0; at < tree.paths.length; at += CHUNK) chunks.push(tree.paths.slice(at, at + CHUNK));
  const results = await Promise.all(
    chunks.map((paths) =>
      pool.run('takeCensus', {
        root: tree.root,
        paths: paths.join('\0'),
        texts: paths.map((path) => tree.overlay.get(path) ?? null),
        marks,
      }),
    ),
  );
  const things = results.flatMap((census) => census.things);
  const pastings = new Map(
    results.flatMap((census) => census.pastings.map((one) => [`${one.head}\0${one.tail}`, one] as const)),
  );
  const isUsed = (name: string) => isMarked(marks.used, hashName(name));
  const isPasted = pastingTest([...pastings.values()], isUsed);
  const open = things.filter(({ name }) => !isUsed(name) && !isPasted(name));
  return [...deadFunctions(open), ...deadMembers(open, marks)];
}

/** One for each name; its definitions may stand in several files. */
function deadFunctions(things: readonly Counted[]): DeadThing[] {
  const byName = new Map<string, Counted[]>();
  for (const thing of things) {
    if (thing.kind !== 'function') continue;
    const list = byName.get(thing.name);
    if (list) list.push(thing);
    else byName.set(thing.name, [thing]);
  }
  return [...byName].map(([name, list]) => ({
    kind: 'function',
    name,
    why: 'nothing calls it or takes its address',
    path: list[0]!.path,
    line: list[0]!.line,
    lines: list.reduce((sum, { lines }) => sum + lines + 1, 0),
    files: new Set(list.map(({ path }) => path)).size,
  }));
}

function deadMembers(things: readonly Counted[], { read, set, made, positional }: NameMarks): DeadThing[] {
  return things.flatMap((thing): DeadThing[] => {
    const { kind, name, tag, path, line, lines } = thing;
    if (kind !== 'member' || tag === undefined) return [];
    const hash = hashName(name);
    const struct = hashName(tag);
    if (!isMarked(made, struct) || isMarked(positional, struct)) return [];
    const [isRead, isSet] = [isMarked(read, hash), isMarked(set, hash)];
    if (isRead && isSet) return [];
    const why = isRead
      ? 'nothing implements it'
      : isSet
        ? 'nothing calls it'
        : 'nothing implements or calls it';
    return [{ kind, name, of: `struct ${tag}`, why, path, line, lines, files: 1 }];
  });
}

/** Whether `##` may put a name together: of what stands in a macro and a word that stands somewhere. */
function pastingTest(
  pastings: readonly Pasting[],
  isUsed: (word: string) => boolean,
): (name: string) => boolean {
  // A macro may put a `_` between.
  const isWordUsed = (word: string) => isUsed(word) || isUsed(word.replace(/^_+|_+$/g, ''));
  return (name) =>
    pastings.some(
      ({ head, tail }) =>
        name.length > head.length + tail.length &&
        name.startsWith(head) &&
        name.endsWith(tail) &&
        isWordUsed(name.slice(head.length, name.length - tail.length)),
    );
}
