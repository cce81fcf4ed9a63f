import { packPaths, type PackedPaths } from './packed-paths.js';
import type { WordIndex } from './word-index.js';

/** How many parts a tree's files are searched in. */
export const PARTS = 64;

/** The files of a tree on disk as a search sees them, in parts that are alike: every 64th file, by their order. */
export interface DiskFiles {
  readonly count: number;
  readonly parts: readonly DiskPart[];
}

export interface DiskPart {
  readonly paths: readonly string[];
  readonly packed: PackedPaths;
  /** Which words its files may hold, once they were read for it. */
  index?: WordIndex;
}

export function listDiskFiles(paths: readonly string[]): DiskFiles {
  const lists: string[][] = Array.from({ length: PARTS }, () => []);
  paths.forEach((path, i) => lists[i % PARTS]!.push(path));
  return { count: paths.length, parts: lists.map((own) => ({ paths: own, packed: packPaths(own) })) };
}
