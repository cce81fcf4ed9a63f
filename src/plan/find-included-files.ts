import { posix } from 'node:path';
import { classifyFile } from '../lang/file-kind.js';
import type { PlannedFile } from './plan-files.js';
import type { PlannedTree } from './planned-tree.js';

/**
 * Which of the .c files that lost static names are included by other files: those may use the names, so the files must
 * be analyzed again without taking them for their own.
 */
export async function findIncludedFiles(
  analyzed: readonly PlannedFile[],
  known: ReadonlySet<string>,
  tree: PlannedTree,
): Promise<string[]> {
  const pruned = analyzed.filter(
    ({ path, analysis }) => path.endsWith('.c') && !known.has(path) && analysis.facts.length > 0,
  );
  const found = await tree.findWords(pruned.map(({ path }) => posix.basename(path)));
  return pruned
    .filter(({ path }) => {
      const name = posix.basename(path);
      return (found.get(name) ?? []).some((other) => other !== path && mayInclude(other, path, tree));
    })
    .map(({ path }) => path);
}

/**
 * Whether a file of C or assembly may include another. A name in quotes is looked for beside the includer first
 * (C11 6.10.2p3, as compilers do it); else it may be found from any folder.
 */
export function mayInclude(path: string, included: string, tree: PlannedTree): boolean {
  if (classifyFile(path) !== 'c' && classifyFile(path) !== 'asm') return false;
  const targets = tree.textOf(path)?.matchAll(/^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)/gm) ?? [];
  return [...targets].some(([, quote, target]) => {
    const beside = posix.join(posix.dirname(path), target!);
    if (quote === '"' && tree.textOf(beside) !== null) return beside === included;
    return posix.basename(target!) === posix.basename(included);
  });
}
