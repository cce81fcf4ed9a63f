import { classifyFile } from '../lang/file-kind.js';
import type { NameReport } from '../lang/front-end.js';
import type { WordSearch } from './find-words.js';
import type { TreeView } from '../scan/tree-view.js';
import type { Pool } from '../workers/pool.js';
import { plannedText, type PlannedFiles } from './plan-files.js';

/** The tree as the plan would leave it so far: what the judges ask. */
export interface PlannedTree {
  /**
   * Paths of the files that hold each word, sorted; files that go are left out. What is asked for at the same time is
   * searched for in one pass over the tree.
   */
  findWords(words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * The same over the tree in parts, small ones first: after each part `judge` says which words to go on with, so that
   * the many words that a glance at a few files settles don't slow the search of the rest.
   * @param judge gets the words' files of this part, without those of the parts before.
   * @returns the files of the words that are still open at the end.
   */
  findOpenWords(
    words: readonly string[],
    judge: (found: ReadonlyMap<string, readonly string[]>) => Promise<readonly string[]>,
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** How each of the names stands in one file. */
  reportNames(path: string, names: readonly string[]): Promise<ReadonlyMap<string, NameReport>>;
  /** Which of the functions and macros that a file defines have no side effects, as far as it can tell. */
  reportPurity(
    path: string,
    names: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[] | null>>;
  exists(path: string): boolean;
  /** The paths that end in `/` and the given path, or are it. */
  pathsEndingIn(tail: string): readonly string[];
  /** The text of a file as the plan would leave it; null for one that goes or can't be read. */
  textOf(path: string): string | null;
}

/** Parts of the tree, as shares of its files taken at even distances: 1/64, 1/64, 1/32, 1/16, 1/8, and the rest. */
const PARTS: readonly (readonly [from: number, to: number])[] = [
  [0, 1],
  [1, 2],
  [2, 4],
  [4, 8],
  [8, 16],
  [16, 64],
];
const SHARES = 64;

export function openPlannedTree(
  tree: TreeView,
  files: PlannedFiles,
  search: WordSearch,
  pool: Pool,
): PlannedTree {
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
  return {
    async findWords(words) {
      const found = await search.find(words);
      return new Map(words.map((word) => [word, found.get(word)!.filter((path) => !isDeleted(path))]));
    },
    async findOpenWords(words, judge) {
      const all = new Map<string, string[]>(words.map((word) => [word, []]));
      let open = words;
      for (const [from, to] of PARTS) {
        if (open.length === 0) break;
        const part = tree.paths.filter((_, i) => i % SHARES >= from && i % SHARES < to);
        const found = new Map(await search.findIn(part, open));
        for (const [word, hits] of found) {
          all.get(word)!.push(...hits);
          found.set(
            word,
            hits.filter((path) => !isDeleted(path)),
          );
        }
        open = await judge(found);
      }
      const result = new Map(open.map((word) => [word, all.get(word)!.sort((a, b) => (a < b ? -1 : 1))]));
      search.remember(result);
      return result;
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
