import { closeSync, constants, openSync, readSync } from 'node:fs';
import { openCachedPart, type CachePlace } from './cached-part.js';
import { treePath } from './tree-path.js';
import { unpackPaths, type PackedPaths } from './packed-paths.js';
import { findHeld, makeQuery, openIndexWriter, type WordIndex } from './word-index.js';
import type { WordMatcher } from './word-matcher.js';

export interface FileHit {
  /** Index into the list of files that was scanned. */
  readonly file: number;
  /** Indexes into the matcher's words, ascending. */
  readonly words: readonly number[];
}

/** Where files are read to, one after the other: it grows to the largest one and saves an allocation per file. */
interface Room {
  /** A place of at least `size` bytes; what was written to an earlier one is there, too. */
  room(size: number): Buffer;
}

const ROOM_AT_FIRST = 1 << 18;
let buffer = Buffer.allocUnsafeSlow(ROOM_AT_FIRST);

const ownRoom: Room = {
  room(size) {
    if (size > buffer.length) {
      const larger = Buffer.allocUnsafeSlow(size);
      buffer.copy(larger);
      buffer = larger;
    }
    return buffer;
  },
};

/** Files to be searched, and what is known of them. */
export interface FilesToScan {
  readonly packed: PackedPaths;
  /** Which words they may hold. */
  readonly index?: WordIndex;
  /** Whether to find that out. */
  readonly wantsIndex?: boolean;
  /** Where that may be known from an earlier run. */
  readonly cached?: CachePlace;
}

export interface ScannedFiles {
  readonly hits: readonly FileHit[];
  /** Indexes of files that can't be read. */
  readonly unreadable: readonly number[];
  /** The one that was wanted. */
  readonly index?: WordIndex;
  /** With `cached`: of each file how it was when it was read, and how many had to be read. */
  readonly marks?: Float64Array;
  readonly readAnew?: number;
}

/**
 * Finds the files that hold one of the matcher's words. A file that cannot be read counts as one without them. Where
 * there is an index, only files that may hold a word are read.
 * @param root the tree; the paths are below it.
 */
export function scanFiles(
  root: string,
  { packed, index, wantsIndex, cached }: FilesToScan,
  matcher: WordMatcher,
): ScannedFiles {
  const hits: FileHit[] = [];
  const unreadable: number[] = [];
  const writer = wantsIndex ? openIndexWriter() : undefined;
  const cache = writer && cached ? openCachedPart(cached, packed.ends.length) : undefined;
  const queries = index || writer ? matcher.words.map(makeQuery) : [];
  const room: Room = writer ?? ownRoom;
  const pathOf = unpackPaths(packed);
  for (let file = 0; file < packed.ends.length; file++) {
    let held = index && findHeld(index, file, queries);
    if (held?.length === 0) continue;
    const path = pathOf(file);
    const place = treePath(root, path);
    const filter = cache?.find(file, path, place);
    if (writer && filter) {
      writer.addFilter(filter);
      held = writer.lastHolds(queries);
      if (held.length === 0) continue;
    }
    const note = cache && !filter ? (descriptor: number) => cache.note(file, descriptor) : undefined;
    const read = readInto(room, place, note);
    if (read < 0) unreadable.push(file);
    const length = Math.max(0, read);
    if (writer && !filter) {
      writer.add(length);
      held = writer.lastHolds(queries);
    }
    if (length === 0 || held?.length === 0) continue;
    const words = matcher.match(room.room(length), length, held);
    if (words.length > 0) hits.push({ file, words });
  }
  return {
    hits,
    unreadable,
    ...(writer ? { index: writer.finish() } : {}),
    ...(cache ? cache.finish() : {}),
  };
}

/** The bytes of a file, up to the next call; none when it can't be read. */
export function readBytes(root: string, path: string): Buffer {
  const length = Math.max(0, readInto(ownRoom, treePath(root, path)));
  return ownRoom.room(length).subarray(0, length);
}

/** Reads a whole file; returns its length, -1 when it can't be read. @param onOpen told of its descriptor first. */
function readInto(room: Room, path: string | Buffer, onOpen?: (descriptor: number) => void): number {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return -1;
  }
  try {
    onOpen?.(descriptor);
    let target = room.room(ROOM_AT_FIRST);
    for (let length = 0; ; target = room.room(target.length * 2)) {
      const free = target.length - length;
      const count = readSync(descriptor, target, length, free, null);
      length += count;
      // A short read of a regular file is its end.
      if (count < free) return length;
    }
  } catch {
    return -1;
  } finally {
    closeSync(descriptor);
  }
}

/** The same for texts in memory (latin1). */
export function scanTexts(texts: readonly string[], matcher: WordMatcher): FileHit[] {
  return texts.flatMap((text, file) => {
    const bytes = Buffer.from(text, 'latin1');
    const words = matcher.match(bytes, bytes.length);
    return words.length > 0 ? [{ file, words }] : [];
  });
}
