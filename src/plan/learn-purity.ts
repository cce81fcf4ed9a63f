import type { PlannedTree } from './planned-tree.js';

export interface Purity {
  readonly pureNames: ReadonlySet<string>;
  readonly again: readonly string[];
}

/** Of a name that stands in more files than this only the headers are looked into: what others can call is there. */
const MANY_FILES = 400;
/** How far calls of calls are followed. */
const DEEPEST = 4;

/**
 * Finds out which of the functions and macros that stood in the way of a fold have no side effects: those of which
 * every definition in the tree (macro or static inline function) is an expression without assignment whose own calls
 * have none either. A function whose body isn't at hand everywhere counts as having some.
 */
export async function learnPurity(
  questions: readonly { readonly name: string; readonly path: string }[],
  known: ReadonlySet<string>,
  tree: PlannedTree,
): Promise<Purity> {
  const asked = questions.filter(({ name }) => !known.has(name));
  /** The callees of each name looked into; null for one with side effects, or that says too little. */
  const callees = new Map<string, readonly string[] | null>();
  let level = [...new Set(asked.map(({ name }) => name))].sort();
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const isOpen = (name: string) => !tree.isKnownUsed(effectOf(name));
    for (const name of level) callees.set(name, null);
    for (const [name, calls] of await findCallees(level.filter(isOpen), tree)) callees.set(name, calls);
    const next = level.flatMap((name) => callees.get(name) ?? []);
    level = [...new Set(next)].filter((name) => !callees.has(name) && !known.has(name)).sort();
  }
  const pure = new Set(known);
  // A name is pure when all its callees are; what is recursive or too deep never becomes so.
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, calls] of callees) {
      if (pure.has(name) || !calls?.every((callee) => pure.has(callee))) continue;
      pure.add(name);
      changed = true;
    }
  }
  const again = asked.filter(({ name }) => pure.has(name)).map(({ path }) => path);
  return { pureNames: pure, again: [...new Set(again)].sort() };
}

/** What is noted as used where a definition of a name has side effects, or may have some: see UseMemory. */
const effectOf = (name: string): string => `${name}()`;

/** What every definition in the tree of each name calls, taken together. */
async function findCallees(
  names: readonly string[],
  tree: PlannedTree,
): Promise<Map<string, readonly string[] | null>> {
  const found = await tree.findWords(names);
  const namesByPath = new Map<string, string[]>();
  const callees = new Map<string, readonly string[] | null>(names.map((name) => [name, null]));
  const namesByHeader = new Map<string, string[]>();
  for (const name of names) {
    const all = found.get(name) ?? [];
    const paths = all.length > MANY_FILES ? all.filter((path) => path.endsWith('.h')) : all;
    if (paths.length > MANY_FILES) continue;
    if (paths !== all)
      for (const path of paths) namesByHeader.set(path, [...(namesByHeader.get(path) ?? []), name]);
    for (const path of paths) namesByPath.set(path, [...(namesByPath.get(path) ?? []), name]);
  }
  const reports = await Promise.all(
    [...namesByPath].map(async ([path, asked]) => ({ path, report: await tree.reportPurity(path, asked) })),
  );
  const impure = new Set<string>();
  // Where not every file is read, a prototype means a body that isn't known.
  const declared = await Promise.all(
    [...namesByHeader].map(([path, asked]) => tree.reportNames(path, asked)),
  );
  for (const report of declared) {
    for (const [name, { declarations }] of report) if (declarations > 0) impure.add(name);
  }
  for (const { path, report } of reports) {
    for (const [name, calls] of report) {
      if (calls === null) {
        impure.add(name);
        tree.noteUse(effectOf(name), path, true);
      } else callees.set(name, [...(callees.get(name) ?? []), ...calls]);
    }
  }
  for (const name of impure) callees.set(name, null);
  return callees;
}
