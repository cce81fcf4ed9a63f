import { partitionPoint } from '../text/partition-point.js';
import type { ListedFiles } from './listed-files.js';
import { packPaths, type PackedPaths } from './packed-paths.js';
import { MARKS } from './word-cache.js';
import type { WordIndex } from './word-index.js';

/** How many parts a tree's files are searched in. */
export const PARTS = 64;

/** The files of a tree on disk as a search sees them, in parts that are alike: every 64th file, by their order. */
export interface DiskFiles {
  readonly count: number;
  /** All of them, sorted. */
  readonly paths: readonly string[];
  readonly parts: readonly DiskPart[];
  /** Files, and folders with a `/` at their end, that turned out to be unreadable so far. */
  readonly unreadable: Set<string>;
  /** The files that hold a text which isn't a word, as far as a search found out; see rememberAnswer. */
  readonly answers: Map<string, readonly string[]>;
  /** A file that uses a name, for names that were found in use; see rememberUse. */
  readonly uses: Map<string, string>;
  /** Where what is known of them outlives the run; absent: nowhere. */
  readonly cache?: string;
}

export interface DiskPart {
  readonly paths: readonly string[];
  readonly packed: PackedPaths;
  /** With a cache: how each file is, where that is known already. */
  readonly listed?: Float64Array;
  /** Which words its files hold, once they were read for it. */
  index?: WordIndex;
  /** How large its files were then. */
  sizes?: Uint32Array;
  /** With a cache: how each file was when it was read; see word-cache.ts. */
  marks?: Float64Array;
  /** With a cache: how many files of it were read because the cache didn't tell. */
  readAnew?: number;
}

/** What is known of a tree beside its files' paths. */
export interface KnownOfDisk {
  readonly unreadable?: readonly string[];
  /**
   * A file; with it a file's part depends on its path alone, so that what is known of a part still fits when files come and
   * go.
   */
  readonly cache?: string;
  /** With a cache: of all its files. */
  readonly listed?: ListedFiles;
}

/** @param paths sorted. */
export function listDiskFiles(
  paths: readonly string[],
  { unreadable = [], cache, listed }: KnownOfDisk = {},
): DiskFiles {
  const lists: string[][] = Array.from({ length: PARTS }, () => []);
  if (cache === undefined) paths.forEach((path, i) => lists[i % PARTS]!.push(path));
  else for (const path of paths) lists[hashPath(path) % PARTS]!.push(path);
  const parts = lists.map((own) => ({
    paths: own,
    packed: packPaths(own),
    ...(listed ? { listed: shareMarks(own, listed) } : {}),
  }));
  return {
    count: paths.length,
    paths,
    parts,
    unreadable: new Set(unreadable),
    answers: new Map(),
    uses: new Map(),
    ...(cache === undefined ? {} : { cache }),
  };
}

/** Bytes of a file, as far as is known: 0 for another one, and before it was read for the index. */
export function sizeOnDisk({ paths, parts, cache }: DiskFiles, path: string): number {
  const rank = (some: readonly string[]) => partitionPoint(some.length, (i) => some[i]! < path);
  const place = rank(paths);
  if (paths[place] !== path) return 0;
  if (cache === undefined) return parts[place % PARTS]!.sizes?.[Math.floor(place / PARTS)] ?? 0;
  const part = parts[hashPath(path) % PARTS]!;
  return part.sizes?.[rank(part.paths)] ?? 0;
}

function shareMarks(paths: readonly string[], { marksOf }: ListedFiles): Float64Array {
  const marks = new Float64Array(
    new SharedArrayBuffer(paths.length * MARKS * Float64Array.BYTES_PER_ELEMENT),
  );
  for (const [i, path] of paths.entries()) marks.set(marksOf(path), i * MARKS);
  return marks;
}

/** What is remembered of a tree's searches: texts and paths, together. */
const MOST_ANSWERS = 1 << 17;

/** How much that is of each tree: to count it for each answer would take longer with each. */
const sizes = new WeakMap<DiskFiles['answers'], number>();

/** Remembers the files that hold a text; once there are too many, it begins anew. */
export function rememberAnswer({ answers }: DiskFiles, text: string, paths: readonly string[]): void {
  const before = answers.get(text);
  let size = (sizes.get(answers) ?? 0) - (before ? 1 + before.length : 0) + 1 + paths.length;
  if (size > MOST_ANSWERS) {
    answers.clear();
    size = 1 + paths.length;
  }
  sizes.set(answers, size);
  answers.set(text, paths);
}

const MOST_USES = 1 << 16;

/** Remembers that a file on disk uses a name; once there are too many, it begins anew. */
export function rememberUse({ uses }: DiskFiles, name: string, path: string): void {
  if (uses.size >= MOST_USES) uses.clear();
  uses.set(name, path);
}

/** FNV-1a. */
function hashPath(path: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
