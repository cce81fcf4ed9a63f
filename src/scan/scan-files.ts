import { closeSync, constants, openSync, readSync } from 'node:fs';
import { treePath } from './tree-path.js';
import { mayHoldAny, wordHashes, type IndexWriter, type WordIndex } from './word-index.js';
import type { WordMatcher } from './word-matcher.js';

export interface FileHit {
  /** Index into the list of paths that was scanned. */
  readonly file: number;
  /** Indexes into the matcher's words, ascending. */
  readonly words: readonly number[];
}

/** One buffer for all files of a thread: it grows to the largest file and saves an allocation per file. */
let buffer = Buffer.allocUnsafeSlow(1 << 18);

/**
 * Finds the files that hold one of the matcher's words. A file that cannot be read counts as one without them.
 * @param root the tree; `paths` are below it. With an `index` of these paths, only files that may hold a word are
 * read; a `writer` makes one from what is read.
 */
export function scanFiles(
  root: string,
  paths: readonly string[],
  matcher: WordMatcher,
  {
    index,
    writer,
  }: { readonly index?: WordIndex | undefined; readonly writer?: IndexWriter | undefined } = {},
): FileHit[] {
  const hits: FileHit[] = [];
  const queries = index || writer ? matcher.words.map(wordHashes) : [];
  for (let file = 0; file < paths.length; file++) {
    if (index && !mayHoldAny(index, file, queries)) continue;
    const length = readInto(treePath(root, paths[file]!));
    writer?.add(buffer, length);
    if (length === 0 || (writer && !writer.lastMayHold(queries))) continue;
    const words = matcher.match(buffer, length);
    if (words.length > 0) hits.push({ file, words });
  }
  return hits;
}

/** The bytes of a file, up to the next call; none when it can't be read. */
export function readBytes(root: string, path: string): Buffer {
  const length = readInto(treePath(root, path));
  return buffer.subarray(0, length);
}

/** Reads a whole file into the shared buffer; returns its length, 0 when it can't be read. */
function readInto(path: string | Buffer): number {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return 0;
  }
  try {
    let length = 0;
    for (;;) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += count;
      if (length < buffer.length) {
        // A short read of a regular file is its end.
        return length;
      }
      const larger = Buffer.allocUnsafeSlow(buffer.length * 2);
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
  } catch {
    return 0;
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
