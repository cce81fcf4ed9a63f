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

/** A search that remembers: while a document is planned, no file of the tree gains a word. */
export interface WordSearch {
  /** Files of each word, sorted; what is asked for in the same turn of the event loop is one pass over the tree. */
  find(words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The same for a part of the tree; nothing is remembered of it. */
  findIn(paths: readonly string[], words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Tells the search what it would find. */
  remember(found: ReadonlyMap<string, readonly string[]>): void;
}

export function openWordSearch(tree: TreeView, pool: Pool): WordSearch {
  const memory = new Map<string, readonly string[]>();
  let waiting: { readonly words: Set<string>; readonly done: Promise<void> } | undefined;
  const searchSoon = () => {
    const words = new Set<string>();
    const done = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      waiting = undefined;
      const found = await findWords(tree, [...words].sort(), pool);
      for (const word of words) memory.set(word, found.get(word) ?? []);
    });
    return { words, done };
  };
  return {
    async find(words) {
      const fresh = words.filter((word) => !memory.has(word));
      if (fresh.length > 0) {
        waiting ??= searchSoon();
        for (const word of fresh) waiting.words.add(word);
        await waiting.done;
      }
      return new Map(words.map((word) => [word, memory.get(word)!]));
    },
    async findIn(paths, words) {
      const part = new Set(paths);
      const known = words.filter((word) => memory.has(word));
      const fresh = words.filter((word) => !memory.has(word));
      const found: Map<string, readonly string[]> = await findWords({ ...tree, paths }, fresh, pool);
      for (const word of known) {
        found.set(
          word,
          memory.get(word)!.filter((path) => part.has(path)),
        );
      }
      return found;
    },
    remember(found) {
      for (const [word, paths] of found) memory.set(word, paths);
    },
  };
}
