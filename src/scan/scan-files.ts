import { openCachedPart, type CachePlace } from './cached-part.js';
import { openRoom, readWhole, readWindows, type Room } from './read-windows.js';
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

const ownRoom = openRoom();

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
    const isNew = writer !== undefined && filter === undefined;
    const note = cache && isNew ? (descriptor: number) => cache.note(file, descriptor) : undefined;
    const found = new Set<number>();
    let pieces = 0;
    let last = 0;
    const match = (length: number) => {
      if (length > 0) for (const word of matcher.match(room.room(length), length, held)) found.add(word);
    };
    const hash = (length: number, isMore: boolean) => {
      writer!.see(length, isMore);
      pieces++;
      last = length;
    };
    const isRead = readWindows(room, place, isNew ? hash : match, note);
    if (!isRead) {
      unreadable.push(file);
      cache?.forget(file);
    }
    if (isNew) {
      if (pieces === 0) writer.see(0, false);
      writer.close();
      held = writer.lastHolds(queries);
      // What is in one piece stands in the room still.
      if (held.length > 0 && isRead) {
        if (pieces === 1) match(last);
        else readWindows(room, place, match);
      }
    }
    if (found.size > 0) hits.push({ file, words: [...found].sort((a, b) => a - b) });
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
  const length = Math.max(0, readWhole(ownRoom, treePath(root, path)));
  return ownRoom.room(length).subarray(0, length);
}

/** The same for texts in memory (latin1). */
export function scanTexts(texts: readonly string[], matcher: WordMatcher): FileHit[] {
  return texts.flatMap((text, file) => {
    const bytes = Buffer.from(text, 'latin1');
    const words = matcher.match(bytes, bytes.length);
    return words.length > 0 ? [{ file, words }] : [];
  });
}
