import type { Pool } from '../workers/pool.js';
import { PARTS, rememberAnswer, type DiskFiles, type DiskPart } from '../scan/disk-files.js';
import { settledNow } from '../scan/settled.js';
import { packPaths } from '../scan/packed-paths.js';
import { findFiles, makeQuery, type WordQuery } from '../scan/word-index.js';
import { pathsOf, type TreeView } from '../scan/tree-view.js';
import { indexOverlay } from './overlay-index.js';

/** Told of each file as soon as it is known which of the words it holds. */
export type OnHit = (path: string, words: readonly string[]) => void;

export type FoundPaths = Map<string, readonly string[]>;

/** Parts of the tree per thread: the more, the earlier a hit is known, and the more it costs to hand them out. */
const CHUNKS_PER_THREAD = 8;
/** Parts handed out ahead per thread; other tasks get their turn between them. */
const CHUNKS_AHEAD = 2;

/**
 * Finds the files of a tree that hold each of `words` as a whole word, by reading them.
 * @returns for each word its paths, sorted; no entry for a word that occurs nowhere.
 */
export async function findWords(
  tree: TreeView,
  words: readonly string[],
  pool: Pool,
  onHit?: OnHit,
): Promise<FoundPaths> {
  // With a cache the first search is the one that fills or uses it; and where there is an index, it is quicker.
  const disk = tree.disk();
  if (disk.cache !== undefined || isIndexed(disk))
    return await findIndexedWords(tree, words, pool, { onHit });
  const found = openHits(words, onHit);
  if (words.length === 0) return found.byWord;
  const onDisk = tree.overlay.size === 0 ? tree.paths : tree.paths.filter((path) => !tree.overlay.has(path));
  const isThere = presenceTest(tree);
  const searchChunk = async (paths: readonly string[]): Promise<void> => {
    const task = { root: tree.root, packed: packPaths(paths), words };
    const { hits, unreadable } = await pool.run('scan', task);
    for (const file of unreadable) if (isThere(paths[file]!)) disk.unreadable.add(paths[file]!);
    for (const hit of hits) if (isThere(paths[hit.file]!)) found.note(paths[hit.file]!, hit.words);
  };
  const chunks = dealFiles(onDisk, pool.threads, onHit ? nameParts(words) : []);
  await Promise.all([
    findInOverlay(tree, words, words.map(makeQuery), found, pool),
    inLanes(chunks, pool, searchChunk),
  ]);
  return found.finish();
}

export interface IndexedSearch {
  /** The tree's parts (see DiskFiles) to be searched: [from, to); absent: all. */
  readonly from?: number;
  readonly to?: number;
  readonly onHit?: OnHit | undefined;
  /** Of a word that more files hold than this, not all need be told. */
  readonly enough?: (word: string) => number;
}

/**
 * The same by the index of words. A part that has none yet is read and gets one. Files are read only for what isn't one
 * word, where the index says that they may hold it; what is learned of the files on disk is remembered.
 */
export async function findIndexedWords(
  tree: TreeView,
  words: readonly string[],
  pool: Pool,
  { from = 0, to = PARTS, onHit, enough = () => Infinity }: IndexedSearch = {},
): Promise<FoundPaths> {
  const disk = tree.disk();
  const found = openHits(words, onHit);
  if (words.length === 0) return found.byWord;
  const isThere = presenceTest(tree);
  const isWhole = from === 0 && to === PARTS;
  const queries = words.map(makeQuery);
  const most = words.map(enough);
  const isOpen = words.map((word) => !(isWhole && disk.answers.has(word)));
  for (const [i, word] of words.entries()) {
    if (!isOpen[i]) for (const path of disk.answers.get(word)!) if (isThere(path)) found.note(path, [i]);
  }
  const read = words.flatMap((_, i) => (isOpen[i] && !queries[i]!.isWord ? [i] : []));
  const onDisk = new Map(read.map((i) => [words[i]!, new Array<string>()]));
  const noteRead = (path: string, held: readonly number[]) => {
    if (isThere(path)) found.note(path, held);
    for (const i of held) onDisk.get(words[i]!)?.push(path);
  };
  const parts = disk.parts.slice(from, to);
  const indexPart = async (part: DiskPart): Promise<void> => {
    const { cache: file } = disk;
    const section = disk.parts.indexOf(part);
    const cached =
      file === undefined
        ? undefined
        : {
            file,
            section,
            sections: PARTS,
            settledBefore: settledNow(),
            ...(part.listed ? { listed: part.listed } : {}),
          };
    const { hits, unreadable, index, sizes, marks, readAnew } = await pool.run('index', {
      root: tree.root,
      packed: part.packed,
      words: read.map((i) => words[i]!),
      ...(cached ? { cached } : {}),
    });
    Object.assign(part, { index, sizes });
    if (marks) Object.assign(part, { marks, readAnew });
    for (const i of unreadable) if (isThere(part.paths[i]!)) disk.unreadable.add(part.paths[i]!);
    for (const hit of hits)
      noteRead(
        part.paths[hit.file]!,
        hit.words.map((i) => read[i]!),
      );
  };
  const fresh = parts.filter(({ index }) => !index);
  const isFresh = new Set(fresh);
  await inLanes(fresh, pool, indexPart);
  /** Files that may hold words, by their paths. */
  const candidates = new Map<string, number[]>();
  for (const part of parts) {
    const { index, paths } = part;
    const held = new Map<number, number[]>();
    const add = (file: number, i: number) => {
      const others = held.get(file);
      if (others) others.push(i);
      else held.set(file, [i]);
    };
    for (const [i, query] of queries.entries()) {
      if (!isOpen[i] || found.count(i) > most[i]!) continue;
      if (query.isWord) for (const file of findFiles(index!, query)) add(file, i);
      // What was read for the index was searched for these.
      else if (!isFresh.has(part))
        addCandidates(candidates, paths, [...findFiles(index!, query), ...index!.crowded], i);
      if (query.isWord) addCandidates(candidates, paths, index!.crowded, i);
    }
    for (const [file, own] of held) if (isThere(paths[file]!)) found.note(paths[file]!, own);
  }
  const matchChunk = async (chunk: readonly (readonly [string, readonly number[]])[]): Promise<void> => {
    const paths = chunk.map(([path]) => path);
    const among = chunk.map(([, own]) => own);
    const { hits } = await pool.run('scan', { root: tree.root, packed: packPaths(paths), words, among });
    for (const hit of hits) noteRead(paths[hit.file]!, hit.words);
  };
  const chunks = deal([...candidates], Math.ceil(candidates.size / FILES_PER_CHUNK));
  await Promise.all([
    from === 0 ? findInOverlay(tree, words, queries, found, pool) : undefined,
    inLanes(chunks, pool, matchChunk),
  ]);
  if (isWhole) for (const [word, paths] of onDisk) rememberAnswer(disk, word, paths);
  return found.finish();
}

/** Whether a search reads no file but for what isn't a word. */
export function isIndexed({ parts }: DiskFiles): boolean {
  return parts.every(({ index }) => index !== undefined);
}

/** Files that are read by one task. */
const FILES_PER_CHUNK = 256;

function addCandidates(
  candidates: Map<string, number[]>,
  paths: readonly string[],
  files: Iterable<number>,
  word: number,
): void {
  for (const file of files) {
    const known = candidates.get(paths[file]!);
    if (!known) candidates.set(paths[file]!, [word]);
    else if (known.at(-1) !== word) known.push(word);
  }
}

/** Hits as they come in. */
interface Hits {
  readonly byWord: FoundPaths;
  /** @param held indexes of words. */
  note(path: string, held: readonly number[]): void;
  /** How many files hold a word, as far as is known. */
  count(word: number): number;
  finish(): FoundPaths;
}

function openHits(words: readonly string[], onHit?: OnHit): Hits {
  const lists = words.map((): string[] => []);
  const byWord = new Map<string, string[]>();
  return {
    byWord,
    note(path, held) {
      for (const i of held) lists[i]!.push(path);
      onHit?.(
        path,
        held.map((i) => words[i]!),
      );
    },
    count: (word) => lists[word]!.length,
    finish() {
      for (const [i, paths] of lists.entries())
        if (paths.length > 0)
          byWord.set(
            words[i]!,
            paths.sort((a, b) => (a < b ? -1 : 1)),
          );
      return byWord;
    },
  };
}

/** The same among the files that documents before have changed. */
async function findInOverlay(
  tree: TreeView,
  words: readonly string[],
  queries: readonly WordQuery[],
  found: Hits,
  pool: Pool,
): Promise<void> {
  const { overlay } = tree;
  if (overlay.size === 0) return;
  const parts = await indexOverlay(tree, pool);
  const isThere = pathsOf(tree);
  const held = new Map<string, number[]>();
  const candidates = new Map<string, number[]>();
  for (const { paths, texts, index } of parts) {
    const isCurrent = (file: number) => texts[file] !== null;
    for (const [i, query] of queries.entries()) {
      addCandidates(query.isWord ? held : candidates, paths, findFiles(index, query).filter(isCurrent), i);
      addCandidates(candidates, paths, [...index.crowded].filter(isCurrent), i);
    }
  }
  for (const [path, own] of held) if (isThere.has(path)) found.note(path, own);
  const asked = [...candidates].filter(([path]) => isThere.has(path));
  if (asked.length === 0) return;
  const texts = asked.map(([path]) => overlay.get(path)!);
  const among = asked.map(([, own]) => own);
  for (const hit of await pool.run('scanTexts', { texts, words, among }))
    found.note(asked[hit.file]![0], hit.words);
}

/** Work on items one after the other, a few of them at once; other tasks get their turn between them. */
async function inLanes<T>(items: readonly T[], pool: Pool, work: (item: T) => Promise<void>): Promise<void> {
  const next = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let item = next.next(); !item.done; item = next.next()) await work(item.value);
  };
  await Promise.all(Array.from({ length: pool.threads * CHUNKS_AHEAD }, lane));
}

/** Whether a file on disk is the tree's as it stands there: neither gone nor changed by a document before. */
function presenceTest(tree: TreeView): (path: string) => boolean {
  if (tree.overlay.size === 0 && tree.paths.length === tree.disk().count) return () => true;
  const paths = pathsOf(tree);
  return (path) => paths.has(path) && !tree.overlay.has(path);
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

function deal<T>(items: readonly T[], count: number): T[][] {
  const dealt: T[][] = Array.from({ length: Math.min(count, items.length) }, () => []);
  items.forEach((item, i) => dealt[i % dealt.length]!.push(item));
  return dealt;
}

/** What the names of files may share with symbols: `foo` and `bar` of `CONFIG_FOO_BAR`. */
function nameParts(words: readonly string[]): string[] {
  const parts = words.flatMap((word) => word.toLowerCase().split(/[^a-z0-9]+/));
  return [...new Set(parts)].filter(
    (part) => part.length > 2 && !/^(?:config|module|val|enabled)$/.test(part),
  );
}
