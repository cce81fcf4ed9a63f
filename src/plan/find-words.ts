import type { Pool } from '../workers/pool.js';
import type { TreeView } from '../scan/tree-view.js';

/** Told of each file as soon as it is known which of the words it holds. */
export type OnHit = (path: string, words: readonly string[]) => void;

/** Parts of the tree per thread: the more, the earlier a hit is known, and the more it costs to hand them out. */
const CHUNKS_PER_THREAD = 8;
/** Parts handed out ahead per thread; other tasks get their turn between them. */
const CHUNKS_AHEAD = 2;

/**
 * Finds the files of a tree that hold each of `words` as a whole word.
 * @returns for each word its paths, sorted; no entry for a word that occurs nowhere.
 */
export async function findWords(
  tree: TreeView,
  words: readonly string[],
  pool: Pool,
  onHit?: OnHit,
): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (words.length === 0) return found;
  const chunks = splitTree(tree, pool.threads, onHit ? nameParts(words) : []);
  const search = async ({ paths, texts }: Chunk): Promise<void> => {
    const task = { root: tree.root, words, paths: paths.join('\0'), ...(texts ? { texts } : {}) };
    for (const hit of await pool.run('scan', task)) {
      const path = paths[hit.file]!;
      const held = hit.words.map((index) => words[index]!);
      for (const word of held) {
        const known = found.get(word);
        if (known) known.push(path);
        else found.set(word, [path]);
      }
      onHit?.(path, held);
    }
  };
  const next = chunks[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let chunk = next.next(); !chunk.done; chunk = next.next()) await search(chunk.value);
  };
  await Promise.all(Array.from({ length: pool.threads * CHUNKS_AHEAD }, lane));
  for (const paths of found.values()) paths.sort((a, b) => (a < b ? -1 : 1));
  return found;
}

interface Chunk {
  readonly paths: readonly string[];
  /** The texts of these, where they don't stand on disk. */
  readonly texts?: readonly string[];
}

/**
 * Files are dealt out in turn, so that the chunks are alike: no folder of large files keeps one thread busy. Those
 * whose path has a part of a word's name come first: most uses of a name are there.
 */
function splitTree({ paths, overlay }: TreeView, threads: number, parts: readonly string[]): Chunk[] {
  const laidOver = overlay.size === 0 ? [] : paths.filter((path) => overlay.has(path));
  const texts = laidOver.map((path) => overlay.get(path)!);
  const likely: string[] = [];
  const others: string[] = [];
  for (const path of paths) {
    if (overlay.has(path)) continue;
    (parts.some((part) => path.includes(part)) ? likely : others).push(path);
  }
  return [
    ...(laidOver.length > 0 ? [{ paths: laidOver, texts }] : []),
    ...deal(likely, threads * CHUNKS_AHEAD),
    ...deal(others, threads * CHUNKS_PER_THREAD),
  ];
}

function deal(paths: readonly string[], count: number): Chunk[] {
  const dealt: string[][] = Array.from({ length: Math.min(count, paths.length) }, () => []);
  paths.forEach((path, i) => dealt[i % dealt.length]!.push(path));
  return dealt.map((own) => ({ paths: own }));
}

/** What the names of files may share with symbols: `foo` and `bar` of `CONFIG_FOO_BAR`. */
function nameParts(words: readonly string[]): string[] {
  const parts = words.flatMap((word) => word.toLowerCase().split(/[^a-z0-9]+/));
  return [...new Set(parts)].filter(
    (part) => part.length > 2 && !/^(?:config|module|val|enabled)$/.test(part),
  );
}
