import { classifyFile } from '../lang/file-kind.js';
import type { NameReport } from '../lang/front-end.js';
import { findWords } from './find-words.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { plannedText, type PlannedFiles } from './plan-files.js';

/** The tree as the plan would leave it so far: what the judges ask. */
export interface PlannedTree {
  /** Paths of the files that hold each word, sorted; files that go are left out. */
  findWords(words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The same for those of the words that don't stand in very many files; the others have no entry. */
  findRareWords(words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** How each of the names stands in one file. */
  reportNames(path: string, names: readonly string[]): Promise<ReadonlyMap<string, NameReport>>;
  /** Which of the functions and macros that a file defines have no side effects, as far as it can tell. */
  reportPurity(path: string, names: readonly string[]): Promise<ReadonlyMap<string, readonly string[] | null>>;
  exists(path: string): boolean;
  /** The paths that end in `/` and the given path, or are it. */
  pathsEndingIn(tail: string): readonly string[];
  /** The text of a file as the plan would leave it; null for one that goes or can't be read. */
  textOf(path: string): string | null;
}

/**
 * One file in this many is looked into first: a word that stands in several of those is common, and the search of the
 * whole tree goes faster without it.
 */
const SAMPLE = 32;
const COMMON_IN_SAMPLE = 4;

/** A word's files don't change while a document is planned (the plan only takes text away): they are remembered. */
export type WordMemory = Map<string, readonly string[]>;

export function openPlannedTree(tree: TreeView, files: PlannedFiles, pool: Pool, memory: WordMemory): PlannedTree {
  const paths = new Set(tree.paths);
  const isDeleted = (path: string) => files.get(path)?.analysis.deleted != null;
  const textOf = (path: string): string | null => {
    if (!paths.has(path)) return null;
    try {
      return plannedText(tree, files, path);
    } catch {
      return null; // unreadable: it says nothing
    }
  };
  const search = async (words: readonly string[]) => {
    const fresh = words.filter((word) => !memory.has(word));
    const found = await findWords(tree, fresh, pool);
    for (const word of fresh) memory.set(word, found.get(word) ?? []);
    return new Map(words.map((word) => [word, memory.get(word)!.filter((path) => !isDeleted(path))]));
  };
  return {
    findWords: search,
    async findRareWords(words) {
      const sample = { ...tree, paths: tree.paths.filter((_, i) => i % SAMPLE === 0) };
      const sampled = await findWords(
        sample,
        words.filter((word) => !memory.has(word)),
        pool,
      );
      return await search(words.filter((word) => (sampled.get(word)?.length ?? 0) < COMMON_IN_SAMPLE));
    },
    async reportNames(path, names) {
      const text = textOf(path);
      if (text === null) return new Map();
      return await pool.run('reportNames', { path, kind: classifyFile(path), text, names });
    },
    async reportPurity(path, names) {
      const text = textOf(path);
      if (text === null) return new Map();
      return await pool.run('reportPurity', { path, kind: classifyFile(path), text, names });
    },
    exists: (path) => paths.has(path) && !isDeleted(path),
    pathsEndingIn: (tail) =>
      tree.paths.filter((path) => (path === tail || path.endsWith(`/${tail}`)) && !isDeleted(path)),
    textOf,
  };
}
