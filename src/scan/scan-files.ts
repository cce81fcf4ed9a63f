import { openRoom, readWhole, readWindows } from './read-windows.js';
import { treePath } from './tree-path.js';
import { unpackPaths, type PackedPaths } from './packed-paths.js';
import type { WordMatcher } from './word-matcher.js';

export interface FileHit {
  /** Index into the list of files that was scanned. */
  readonly file: number;
  /** Indexes into the matcher's words, ascending. */
  readonly words: readonly number[];
}

export interface ScannedFiles {
  readonly hits: readonly FileHit[];
  /** Indexes of files that can't be read. */
  readonly unreadable: readonly number[];
}

const ownRoom = openRoom();

/**
 * Finds the files that hold one of the matcher's words. A file that cannot be read counts as one without them.
 * @param root the tree; the paths are below it. @param among for each file the only words that it may hold; absent: any.
 */
export function scanFiles(
  root: string,
  packed: PackedPaths,
  matcher: WordMatcher,
  among?: readonly (readonly number[])[],
): ScannedFiles {
  const hits: FileHit[] = [];
  const unreadable: number[] = [];
  const pathOf = unpackPaths(packed);
  for (let file = 0; file < packed.ends.length; file++) {
    const words = matchFile(treePath(root, pathOf(file)), matcher, among?.[file]);
    if (words === undefined) unreadable.push(file);
    else if (words.length > 0) hits.push({ file, words });
  }
  return { hits, unreadable };
}

/** Indexes of the words that one file holds, ascending; undefined where it can't be read. */
export function matchFile(
  place: string | Buffer,
  matcher: WordMatcher,
  among?: readonly number[],
): number[] | undefined {
  const found = new Set<number>();
  const isRead = readWindows(ownRoom, place, (length) => {
    if (length > 0) for (const word of matcher.match(ownRoom.room(length), length, among)) found.add(word);
  });
  return isRead ? [...found].sort((a, b) => a - b) : undefined;
}

/** The bytes of a file, up to the next call; none when it can't be read. */
export function readBytes(root: string, path: string): Buffer {
  const length = Math.max(0, readWhole(ownRoom, treePath(root, path)));
  return ownRoom.room(length).subarray(0, length);
}

/** The same for texts in memory (latin1). */
export function scanTexts(
  texts: readonly string[],
  matcher: WordMatcher,
  among?: readonly (readonly number[])[],
): FileHit[] {
  return texts.flatMap((text, file) => {
    const bytes = Buffer.from(text, 'latin1');
    const words = matcher.match(bytes, bytes.length, among?.[file]);
    return words.length > 0 ? [{ file, words: [...words].sort((a, b) => a - b) }] : [];
  });
}
