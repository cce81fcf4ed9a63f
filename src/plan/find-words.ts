import type { Pool } from '../workers/pool.js';
import { PARTS, type DiskPart } from '../scan/disk-files.js';
import type { CachePlace } from '../scan/cached-part.js';
import { settledNow } from '../scan/settled.js';
import { packPaths } from '../scan/packed-paths.js';
import type { FileHit } from '../scan/scan-files.js';
import { pathsOf, type TreeView } from '../scan/tree-view.js';

/** Told of each file as soon as it is known which of the words it holds. */
export type OnHit = (path: string, words: readonly string[]) => void;

export type FoundPaths = Map<string, readonly string[]>;

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
): Promise<FoundPaths> {
  // With a cache the first search is the one that fills or uses it.
  if (tree.disk().cache !== undefined) return await findWordsInParts(tree, words, pool, 0, PARTS, onHit);
  const onDisk = tree.overlay.size === 0 ? tree.paths : tree.paths.filter((path) => !tree.overlay.has(path));
  const dealt = dealFiles(onDisk, pool.threads, onHit ? nameParts(words) : []);
  const chunks = dealt.map((paths): Chunk => ({ parts: [{ paths, packed: packPaths(paths) }] }));
  return await search(tree, words, { chunks, withOverlay: true }, pool, onHit);
}

/**
 * The same over some of the tree's parts (see DiskFiles): [from, to). A part that is searched gets an index of its
 * words, and from then on only those of its files are read that may hold a word.
 */
export async function findWordsInParts(
  tree: TreeView,
  words: readonly string[],
  pool: Pool,
  from = 0,
  to = PARTS,
  onHit?: OnHit,
): Promise<FoundPaths> {
  const { parts: all, cache } = tree.disk();
  const parts = all.slice(from, to);
  const fresh = parts
    .filter(({ index }) => !index)
    .map((part): Chunk => ({
      parts: [part],
      wantsIndex: true,
      ...(cache === undefined
        ? {}
        : {
            cached: { file: cache, section: all.indexOf(part), sections: PARTS, settledBefore: settledNow() },
          }),
    }));
  const indexed = parts.filter(({ index }) => index);
  const size = Math.ceil(indexed.length / (pool.threads * CHUNKS_AHEAD));
  const quick: Chunk[] = [];
  for (let at = 0; at < indexed.length; at += size) quick.push({ parts: indexed.slice(at, at + size) });
  return await search(tree, words, { chunks: [...fresh, ...quick], withOverlay: from === 0 }, pool, onHit);
}

/** Files that are searched by one task. */
interface Chunk {
  readonly parts: readonly DiskPart[];
  /** Whether to index them. */
  readonly wantsIndex?: boolean;
  readonly cached?: CachePlace;
}

interface Places {
  readonly chunks: readonly Chunk[];
  /** The files that documents before have changed, too. */
  readonly withOverlay: boolean;
}

async function search(
  tree: TreeView,
  words: readonly string[],
  { chunks, withOverlay }: Places,
  pool: Pool,
  onHit?: OnHit,
): Promise<FoundPaths> {
  const found = new Map<string, string[]>();
  if (words.length === 0) return found;
  const note = (path: string, hit: FileHit): void => {
    const held = hit.words.map((i) => words[i]!);
    for (const word of held) {
      const known = found.get(word);
      if (known) known.push(path);
      else found.set(word, [path]);
    }
    onHit?.(path, held);
  };
  const isThere = presenceTest(tree);
  const searchChunk = async ({ parts, wantsIndex = false, cached }: Chunk): Promise<void> => {
    const tasks = parts.map(({ packed, index }) => ({
      packed,
      wantsIndex,
      ...(index ? { index } : {}),
      ...(cached ? { cached } : {}),
    }));
    const results = await pool.run('scan', { root: tree.root, words, parts: tasks });
    for (const [i, part] of parts.entries()) {
      const { hits, index, unreadable, marks, readAnew } = results[i]!;
      if (index) part.index = index;
      if (marks) Object.assign(part, { marks, readAnew });
      for (const file of unreadable)
        if (isThere(part.paths[file]!)) tree.disk().unreadable.add(part.paths[file]!);
      for (const hit of hits) {
        const path = part.paths[hit.file]!;
        if (isThere(path)) note(path, hit);
      }
    }
  };
  const searchOverlay = async (): Promise<void> => {
    const paths = withOverlay ? tree.paths.filter((path) => tree.overlay.has(path)) : [];
    if (paths.length === 0) return;
    const texts = paths.map((path) => tree.overlay.get(path)!);
    for (const hit of await pool.run('scanTexts', { texts, words })) note(paths[hit.file]!, hit);
  };
  const next = chunks[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let chunk = next.next(); !chunk.done; chunk = next.next()) await searchChunk(chunk.value);
  };
  await Promise.all([searchOverlay(), ...Array.from({ length: pool.threads * CHUNKS_AHEAD }, lane)]);
  for (const paths of found.values()) paths.sort((a, b) => (a < b ? -1 : 1));
  return found;
}

/** Whether a file on disk is the tree's as it stands there: neither gone nor changed by a document before. */
function presenceTest(tree: TreeView): (path: string) => boolean {
  if (tree.overlay.size === 0 && tree.paths.length === tree.disk().count) return () => true;
  return (path) => pathsOf(tree).has(path) && !tree.overlay.has(path);
}

/**
 * Files are dealt out in turn, so that the chunks are alike: no folder of large files keeps one thread busy. Those
 * whose path has a part of a word's name come first: most uses of a name are there.
 */
function dealFiles(paths: readonly string[], threads: number, parts: readonly string[]): string[][] {
  const likely: string[] = [];
  const others: string[] = [];
  for (const path of paths) (parts.some((part) => path.includes(part)) ? likely : others).push(path);
  return [...deal(likely, threads * CHUNKS_AHEAD), ...deal(others, threads * CHUNKS_PER_THREAD)];
}

function deal(paths: readonly string[], count: number): string[][] {
  const dealt: string[][] = Array.from({ length: Math.min(count, paths.length) }, () => []);
  paths.forEach((path, i) => dealt[i % dealt.length]!.push(path));
  return dealt;
}

/** What the names of files may share with symbols: `foo` and `bar` of `CONFIG_FOO_BAR`. */
function nameParts(words: readonly string[]): string[] {
  const parts = words.flatMap((word) => word.toLowerCase().split(/[^a-z0-9]+/));
  return [...new Set(parts)].filter(
    (part) => part.length > 2 && !/^(?:config|module|val|enabled)$/.test(part),
  );
}
