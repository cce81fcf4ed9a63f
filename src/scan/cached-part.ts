import { fstatSync, lstatSync, type Stats } from 'node:fs';
import { canExtend } from './index-writer.js';
import { MARKS, NO_MARKS, readSection } from './word-cache.js';
import type { WordIndex } from './word-index.js';

/** What an earlier run has left of one part of a tree, and what this one finds out. */
export interface CachedPart {
  /** The index of an earlier run; absent: there is none, or none that can be used. */
  readonly known?: WordIndex;
  /**
   * The number of a file in `known`, if the file on disk is the one that was indexed. To be asked of each file, in their order.
   * @param place the same path as the file system wants it.
   */
  readonly find: (file: number, path: string, place: string | Buffer) => number | undefined;
  /** How large a file is that `find` knew. */
  readonly sizeOf: (file: number) => number;
  /** Notes how a file is that is about to be read. */
  readonly note: (file: number, descriptor: number) => void;
  /** It couldn't be read to its end. */
  readonly forget: (file: number) => void;
  readonly finish: () => { readonly marks: Float64Array; readonly readAnew: number };
}

/** Which section of which cache file. */
export interface CachePlace {
  readonly file: string;
  readonly section: number;
  /** How many the file must have. */
  readonly sections: number;
  /** A file that changed later than this (ms since 1970) is read again next time; see settledNow. */
  readonly settledBefore: number;
  /** The marks of the part's files, where they are known already; else each file is asked for its own. */
  readonly listed?: Float64Array;
}

/** @param count how many files the part has now. */
export function openCachedPart(
  { file: cacheFile, section, sections, settledBefore, listed }: CachePlace,
  count: number,
): CachedPart {
  const read = readSection(cacheFile, section, sections);
  const known = read && canExtend(read.index, count) ? read : undefined;
  const marks = new Float64Array(new SharedArrayBuffer(count * MARKS * 8));
  let at = 0;
  let readAnew = 0;
  return {
    ...(known ? { known: known.index } : {}),
    find(file, path, place) {
      if (known) {
        const { paths } = known;
        while (at < paths.length && paths[at]! < path) at++;
        const isSame = listed
          ? () => areEqual(known.marks, at, listed, file)
          : () => isOnDisk(known.marks, at, place);
        if (paths[at] === path && isSame()) {
          marks.set(known.marks.subarray(at * MARKS, (at + 1) * MARKS), file * MARKS);
          return at;
        }
      }
      readAnew++;
      marks.set(NO_MARKS, file * MARKS);
      return undefined;
    },
    note(file, descriptor) {
      const stats = fstatSync(descriptor);
      if (!stats.isFile() || stats.ctimeMs > settledBefore) return;
      marks[file * MARKS] = stats.size;
      marks[file * MARKS + 1] = stats.mtimeMs;
      marks[file * MARKS + 2] = stats.ctimeMs;
      marks[file * MARKS + 3] = stats.ino;
    },
    sizeOf: (file) => marks[file * MARKS]!,
    forget: (file) => marks.set(NO_MARKS, file * MARKS),
    finish: () => ({ marks, readAnew }),
  };
}

function areEqual(marks: Float64Array, file: number, others: Float64Array, other: number): boolean {
  for (let i = 0; i < MARKS; i++) if (marks[file * MARKS + i] !== others[other * MARKS + i]) return false;
  return true;
}

function isOnDisk(marks: Float64Array, file: number, place: string | Buffer): boolean {
  const at = file * MARKS;
  const stats = statsOf(place);
  return (
    stats !== undefined &&
    stats.isFile() &&
    stats.size === marks[at] &&
    stats.mtimeMs === marks[at + 1] &&
    stats.ctimeMs === marks[at + 2] &&
    stats.ino === marks[at + 3]
  );
}

function statsOf(place: string | Buffer): Stats | undefined {
  try {
    return lstatSync(place, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
