import { readFileList, sizeOfList } from './file-lists.js';
import { wordHasher } from './word-hasher.js';

/**
 * Which files hold which words: for the files of one part of a tree each word, as its hash, with the files that it
 * stands in. Nothing is told of the words themselves but some 42 bits of a hash of 64: a kernel has 16 million of them
 * (a word counts once for each part), so one question in 270,000 is told of a file that doesn't hold the word. No file
 * that does is ever left out. Lies in shared memory: any thread may ask.
 */
export interface WordIndex {
  /** How many files there are. */
  readonly count: number;
  /** A word is in the bucket that the upper bits of its hash name. Here its entries start; the last one ends at the end. */
  readonly starts: Uint32Array;
  /** Of each entry the lower half of the hash, with its only file, or that it has a list (see placeFiles), in the lowest bits. */
  readonly entries: Uint32Array;
  /** Of each entry the lowest eight bits of the hash's upper half. */
  readonly more: Uint8Array;
  /** Where the lists of each bucket start in `lists`, in the order of its entries. */
  readonly listStarts: Uint32Array;
  readonly lists: Uint8Array;
  /** Files of too many words: they may hold any. Ascending. */
  readonly crowded: Uint32Array;
}

/** Of what an index is made: to be changed with anything that changes the index of the same texts. */
export const INDEX_FORMAT = 6;

/** A few files more or less leave the entries as they are. */
const LEAST_FILE_BITS = 8;

/** How many bits of an entry name its file, and the file that means a list, for an index of so many files. */
export function placeFiles(count: number): { readonly bits: number; readonly inList: number } {
  const bits = Math.max(LEAST_FILE_BITS, 32 - Math.clz32(count));
  return { bits, inList: 2 ** bits - 1 };
}

/** Halves of the hash of a word. */
export interface WordHash {
  readonly low: number;
  readonly high: number;
}

/** How to find the files that hold a text as a whole word. */
export interface WordQuery {
  /** Words that must all stand in such a file; none: it can't be told. */
  readonly hashes: readonly WordHash[];
  /** Whether the text is one word, so that the index alone tells its files. */
  readonly isWord: boolean;
}

export function makeQuery(text: string): WordQuery {
  const hasher = wordHasher();
  const length = hasher.room(text.length).write(text, 'latin1');
  const hashes = readHashes(hasher.hashes(length));
  const isWord = isIndexed(text);
  // That of a file's whole name comes last.
  return { hashes: isWord ? hashes.slice(-1) : hashes, isWord };
}

/** What the hasher takes for one word. */
function isIndexed(text: string): boolean {
  return /^(?:[A-Za-z_][A-Za-z0-9_]{2,}|[A-Za-z0-9_]+\.[cho])$/.test(text);
}

function readHashes(halves: Uint32Array): WordHash[] {
  return Array.from({ length: halves.length / 2 }, (_, i) => ({
    low: halves[2 * i]!,
    high: halves[2 * i + 1]!,
  }));
}

/** The files of one part that hold a text, or may; ascending, but for crowded ones. */
export function findFiles(index: WordIndex, { hashes }: WordQuery): number[] {
  if (hashes.length === 0) return Array.from({ length: index.count }, (_, file) => file);
  let found: number[] | undefined;
  for (const hash of hashes) {
    const files = filesOf(index, hash);
    if (files.length === 0) return [];
    if (found === undefined) found = files;
    else {
      const others = new Set(files);
      found = found.filter((file) => others.has(file));
    }
  }
  return found!;
}

function filesOf(index: WordIndex, { low, high }: WordHash): number[] {
  const { count, starts, entries, more } = index;
  const { bits } = placeFiles(count);
  const bucket = bucketOf(high, starts.length - 1);
  const end = starts[bucket + 1]!;
  const upper = high & 0xff;
  let found: number[] = [];
  for (let entry = starts[bucket]!; entry < end; entry++) {
    if ((entries[entry]! ^ low) >>> bits !== 0 || more[entry] !== upper) continue;
    const own = filesOfEntry(index, bucket, entry);
    // Words whose hashes differ elsewhere have entries of their own.
    found = found.length === 0 ? own : [...new Set([...found, ...own])].sort((a, b) => a - b);
  }
  return found;
}

function filesOfEntry(
  { count, starts, entries, listStarts, lists }: WordIndex,
  bucket: number,
  entry: number,
): number[] {
  const { inList } = placeFiles(count);
  const fileOf = (place: number) => entries[place]! & inList;
  if (fileOf(entry) !== inList) return fileOf(entry) < count ? [fileOf(entry)] : [];
  let at = listStarts[bucket]!;
  for (let other = starts[bucket]!; other < entry; other++)
    if (fileOf(other) === inList) at += sizeOfList(lists, at);
  return readFileList(lists, at, count);
}

/** @param buckets a power of two. */
export function bucketOf(high: number, buckets: number): number {
  return buckets === 1 ? 0 : high >>> (Math.clz32(buckets) + 1);
}

/**
 * Tells every word of every file of an index. Linear, whatever the index holds.
 * @param see told of a file and the halves of a hash, with zeros for what isn't known.
 */
export function eachPair(
  { count, starts, entries, more, lists }: WordIndex,
  see: (file: number, low: number, high: number) => void,
): void {
  const { inList } = placeFiles(count);
  const buckets = starts.length - 1;
  let list = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const upper = buckets === 1 ? 0 : bucket << (Math.clz32(buckets) + 1);
    for (let entry = starts[bucket]!; entry < starts[bucket + 1]!; entry++) {
      const file = entries[entry]! & inList;
      const low = entries[entry]! - file;
      const high = (upper | more[entry]!) >>> 0;
      if (file !== inList) {
        see(file, low, high);
        continue;
      }
      for (const each of readFileList(lists, list, count)) see(each, low, high);
      list += sizeOfList(lists, list);
    }
  }
}
