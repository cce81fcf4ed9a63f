import { classifyFile } from '../lang/file-kind.js';
import { nearestName } from '../rules/rule-errors.js';
import type { TreeView } from '../scan/tree-view.js';
import { nearestIdentifier } from '../scan/near-names.js';
import type { Pool } from '../workers/pool.js';

/** The identifier in a tree's C files that is nearest to `name`; it reads all of them. */
export async function findNearName(tree: TreeView, name: string, pool: Pool): Promise<string | undefined> {
  const paths = tree.paths.filter((path) => classifyFile(path) === 'c' && !tree.overlay.has(path));
  const size = Math.max(1, Math.ceil(paths.length / (pool.threads * 4)));
  const parts: string[][] = [];
  for (let at = 0; at < paths.length; at += size) parts.push(paths.slice(at, at + size));
  const near = await Promise.all(
    parts.map((part) => pool.run('nearName', { root: tree.root, paths: part.join('\0'), name })),
  );
  const laidOver = nearestIdentifier(tree.overlay.values(), name);
  return nearestName(
    name,
    [...near, laidOver].filter((one) => one !== undefined),
  );
}
