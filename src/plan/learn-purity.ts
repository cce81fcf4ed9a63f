import type { PlannedTree } from './planned-tree.js';

export interface Purity {
  readonly pureNames: ReadonlySet<string>;
  readonly again: readonly string[];
}

/** A name defined in more files than this isn't looked into. */
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
  const pure = new Set(known);
  const judged = new Map<string, boolean>();
  let again = questions.filter(({ name }) => !known.has(name));
  for (const { name } of again) await isPure(name, 0);
  again = again.filter(({ name }) => pure.has(name));
  return { pureNames: pure, again: [...new Set(again.map(({ path }) => path))].sort() };

  async function isPure(name: string, depth: number): Promise<boolean> {
    if (pure.has(name)) return true;
    const before = judged.get(name);
    if (before !== undefined) return before;
    judged.set(name, false); // a recursive definition is not taken for pure
    if (depth > DEEPEST) return false;
    const paths = (await tree.findWords([name])).get(name) ?? [];
    if (paths.length > MANY_FILES) return false;
    let definitions = 0;
    for (const path of paths) {
      const calls = (await tree.reportPurity(path, [name])).get(name);
      if (calls === undefined) continue; // this file doesn't define it
      if (calls === null) return false;
      definitions++;
      for (const callee of calls) if (!(await isPure(callee, depth + 1))) return false;
    }
    if (definitions === 0) return false;
    judged.set(name, true);
    pure.add(name);
    return true;
  }
}
