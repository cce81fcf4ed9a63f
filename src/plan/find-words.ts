import type { Pool } from '../workers/pool.js';
import type { TreeView } from '../scan/tree-view.js';

/**
 * Finds the files of a tree that hold each of `words` as a whole word.
 * @returns for each word its paths, sorted; no entry for a word that occurs nowhere.
 */
export async function findWords(
  tree: TreeView,
  words: readonly string[],
  pool: Pool,
): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (words.length === 0) return found;
  const onDisk = tree.overlay.size === 0 ? tree.paths : tree.paths.filter((path) => !tree.overlay.has(path));
  const laidOver = tree.paths.filter((path) => tree.overlay.has(path));
  // More chunks than threads, so that one with large files doesn't keep the others waiting.
  const size = Math.max(1, Math.ceil(onDisk.length / (pool.threads * 4)));
  const tasks: { paths: readonly string[]; texts?: readonly string[] }[] = [];
  for (let at = 0; at < onDisk.length; at += size) {
    tasks.push({ paths: onDisk.slice(at, at + size) });
  }
  if (laidOver.length > 0)
    tasks.push({ paths: laidOver, texts: laidOver.map((path) => tree.overlay.get(path)!) });
  const results = await Promise.all(
    tasks.map((task) => pool.run('scan', { root: tree.root, words, ...task, paths: task.paths.join('\0') })),
  );
  results.forEach((hits, i) => {
    for (const hit of hits) {
      const path = tasks[i]!.paths[hit.file]!;
      for (const index of hit.words) {
        const paths = found.get(words[index]!);
        if (paths) paths.push(path);
        else found.set(words[index]!, [path]);
      }
    }
  });
  for (const paths of found.values()) paths.sort((a, b) => (a < b ? -1 : 1));
  return found;
}
