import { readEntries, type MarksListing } from './list-marks.js';
import { MARKS } from './word-cache.js';

/** A tree's files with their marks (word-cache.ts), as a listing has them. */
export interface ListedFiles {
  /** As walkTree gives them. */
  readonly paths: readonly string[];
  /** MARKS numbers for one of them. */
  readonly marksOf: (path: string) => Float64Array;
}

/** Below these folders nothing is part of a tree (see walkTree); a listing leaves out `.git` itself. */
const SKIPPED = /(?:^|\/)\.(?:hg|svn|excise-journal)\//;

/** @returns undefined for a listing with an entry that can't be read. */
export function listedFiles(listing: MarksListing): ListedFiles | undefined {
  const paths: string[] = [];
  const marks: number[] = [];
  const places = new Map<string, number>();
  for (const entry of readEntries(listing)) {
    if (!entry) return undefined;
    const { kind, path, size, mtimeMs, ctimeMs, ino } = entry;
    if (kind !== 'f' || SKIPPED.test(path)) continue;
    places.set(path, marks.length);
    paths.push(path);
    marks.push(size, mtimeMs, ctimeMs, ino);
  }
  const all = Float64Array.from(marks);
  return {
    paths: paths.sort(),
    marksOf: (path) => {
      const at = places.get(path)!;
      return all.subarray(at, at + MARKS);
    },
  };
}
