import { packPaths, type PackedPaths } from './packed-paths.js';
import type { WordIndex } from './word-index.js';

/** How many parts a tree's files are searched in. */
export const PARTS = 64;

/** The files of a tree on disk as a search sees them, in parts that are alike: every 64th file, by their order. */
export interface DiskFiles {
  readonly count: number;
  readonly parts: readonly DiskPart[];
  /** Files, and folders with a `/` at their end, that turned out to be unreadable so far. */
  readonly unreadable: Set<string>;
}

export interface DiskPart {
  readonly paths: readonly string[];
  readonly packed: PackedPaths;
  /** Which words its files may hold, once they were read for it. */
  index?: WordIndex;
}

export function listDiskFiles(paths: readonly string[], unreadable: readonly string[] = []): DiskFiles {
  const lists: string[][] = Array.from({ length: PARTS }, () => []);
  paths.forEach((path, i) => lists[i % PARTS]!.push(path));
  const parts = lists.map((own) => ({ paths: own, packed: packPaths(own) }));
  return { count: paths.length, parts, unreadable: new Set(unreadable) };
}
