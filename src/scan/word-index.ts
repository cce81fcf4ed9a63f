import { readFileList, sizeOfList } from './file-lists.js';
import { wordHasher } from './word-hasher.js';

/**
 * Which files hold which words: for the files of one part of a tree each word, as its hash, with the files that it
 * stands in. Nothing is told of the words themselves but 32 to 48 bits of a hash of 64: a kernel has 13 million of them
 * (a word counts once for each part), so one question in a million is told of a file that doesn't hold the word. No
 * file that does is ever left out. Lies in shared memory: any thread may ask.
 */
export interface WordIndex {
  /** How many files there are. */
  readonly count: number;
  /** A word is in the bucket that the upper bits of its hash name. Here its entries start; the last one ends at the end. */
  readonly starts: Uint32Array;
  /** The lower 32 bits of the hash of each entry. */
  readonly prints: Uint32Array;
  /** Of each entry its only file, or IN_LIST. */
  readonly files: Uint16Array;
  /** Where the lists of each bucket start in `lists`, in the order of its entries. */
  readonly listStarts: Uint32Array;
  readonly lists: Uint8Array;
  /** Files of too many words: they may hold any. Ascending. */
  readonly crowded: Uint32Array;
}

/** Of what an index is made: to be changed with anything that changes the index of the same texts. */
export const INDEX_FORMAT = 3;

export const IN_LIST = 0xffff;

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
  const hashes = readHashes(hasher.collect(length)!);
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

function filesOf(index: WordIndex, hash: WordHash): number[] {
  const { starts, prints, listStarts } = index;
  const bucket = bucketOf(hash.high, starts.length - 1);
  const end = starts[bucket + 1]!;
  const start = starts[bucket]!;
  let found: number[] = [];
  for (let entry = start; entry < end; entry++) {
    if (prints[entry] !== hash.low) continue;
    const own = filesOfEntry(index, { entry, start, list: listStarts[bucket]! });
    // Words that differ in bits between those of the bucket and those of the entry have entries of their own.
    found = found.length === 0 ? own : [...new Set([...found, ...own])].sort((a, b) => a - b);
  }
  return found;
}

/** @param place an entry, the first one of its bucket, and where the bucket's lists start. */
function filesOfEntry(
  { count, files, lists }: WordIndex,
  { entry, start, list }: { entry: number; start: number; list: number },
): number[] {
  const file = files[entry]!;
  if (file !== IN_LIST) return file < count ? [file] : [];
  let at = list;
  for (let other = start; other < entry; other++) if (files[other] === IN_LIST) at += sizeOfList(lists, at);
  return readFileList(lists, at, count);
}

/** @param buckets a power of two. */
export function bucketOf(high: number, buckets: number): number {
  return buckets === 1 ? 0 : high >>> (Math.clz32(buckets) + 1);
}

/**
 * Tells every word of every file of an index. Linear, whatever the index holds.
 * @param see told of a file and the halves of a hash; of the upper one only the bits that name the bucket are known.
 */
export function eachPair(
  { count, starts, prints, files, lists }: WordIndex,
  see: (file: number, low: number, high: number) => void,
): void {
  const buckets = starts.length - 1;
  let list = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const high = buckets === 1 ? 0 : (bucket << (Math.clz32(buckets) + 1)) >>> 0;
    for (let entry = starts[bucket]!; entry < starts[bucket + 1]!; entry++) {
      if (files[entry] !== IN_LIST) {
        see(files[entry]!, prints[entry]!, high);
        continue;
      }
      for (const file of readFileList(lists, list, count)) see(file, prints[entry]!, high);
      list += sizeOfList(lists, list);
    }
  }
}
