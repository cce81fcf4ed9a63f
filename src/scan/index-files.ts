import { openCachedPart, type CachePlace } from './cached-part.js';
import { openIndexWriter } from './index-writer.js';
import { unpackPaths, type PackedPaths } from './packed-paths.js';
import { readWindows } from './read-windows.js';
import { matchFile, type FileHit, type ScannedFiles } from './scan-files.js';
import { treePath } from './tree-path.js';
import { findFiles, makeQuery, type WordIndex } from './word-index.js';
import { makeWordMatcher } from './word-matcher.js';

/** Files of which an index is to be made. */
export interface FilesToIndex {
  readonly root: string;
  readonly packed: PackedPaths;
  /** Where it may be known from an earlier run. */
  readonly cached?: CachePlace;
  /** Words that the index alone doesn't tell: they are looked for while the files are read. */
  readonly words: readonly string[];
}

export interface IndexedFiles extends ScannedFiles {
  readonly index: WordIndex;
  /** Bytes of each file. */
  readonly sizes: Uint32Array;
  /** With `cached`: of each file how it was when it was read, and how many had to be read. */
  readonly marks?: Float64Array;
  readonly readAnew?: number;
}

/** Makes an index of files, and finds those that hold one of the words. A file that can't be read counts as empty. */
export function indexFiles({ root, packed, cached, words }: FilesToIndex): IndexedFiles {
  const count = packed.ends.length;
  const cache = cached && openCachedPart(cached, count);
  const writer = openIndexWriter(count, cache?.known);
  const queries = words.map(makeQuery);
  const matcher = makeWordMatcher(words);
  const pathOf = unpackPaths(packed);
  const hits: FileHit[] = [];
  const unreadable: number[] = [];
  const wasKnown = new Uint8Array(count);
  const sizes = new Uint32Array(new SharedArrayBuffer(count * Uint32Array.BYTES_PER_ELEMENT));
  for (let file = 0; file < count; file++) {
    const path = pathOf(file);
    const place = treePath(root, path);
    const known = cache?.find(file, path, place);
    if (known !== undefined) {
      wasKnown[file] = 1;
      sizes[file] = cache!.sizeOf(file);
      writer.addKnown(known);
      continue;
    }
    let pieces = 0;
    let last = 0;
    const see = (length: number, isMore: boolean) => {
      writer.see(length, isMore);
      pieces++;
      last = length;
      sizes[file]! += length;
    };
    const isRead = readWindows(writer, place, see, cache && ((descriptor) => cache.note(file, descriptor)));
    if (!isRead) {
      unreadable.push(file);
      cache?.forget(file);
      writer.see(0, false);
    }
    const held = queries.flatMap((query, i) => (writer.mayHold(query) ? [i] : []));
    if (held.length > 0 && isRead) {
      // What is in one piece stands in the room still.
      const found =
        pieces === 1 ? matcher.match(writer.room(last), last, held) : (matchFile(place, matcher, held) ?? []);
      if (found.length > 0) hits.push({ file, words: [...found].sort((a, b) => a - b) });
    }
    writer.close();
  }
  const index = writer.finish();
  const candidates = new Map<number, number[]>();
  if (cache?.known) {
    for (const [i, query] of queries.entries()) {
      for (const file of [...findFiles(index, query), ...index.crowded]) {
        const others = candidates.get(file);
        if (!wasKnown[file] || others?.at(-1) === i) continue;
        if (others) others.push(i);
        else candidates.set(file, [i]);
      }
    }
  }
  for (const [file, held] of candidates) {
    const found = matchFile(treePath(root, pathOf(file)), matcher, held);
    if (found === undefined) unreadable.push(file);
    else if (found.length > 0) hits.push({ file, words: found });
  }
  return { hits, unreadable, index, sizes, ...cache?.finish() };
}

/** An index of texts in memory (latin1). */
export function indexTexts(texts: readonly string[]): WordIndex {
  const writer = openIndexWriter(texts.length);
  for (const text of texts) {
    writer.see(writer.room(text.length).write(text, 'latin1'), false);
    writer.close();
  }
  return writer.finish();
}
