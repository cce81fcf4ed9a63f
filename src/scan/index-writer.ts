import { wordHasher, type PairForm, type WordHasher } from './word-hasher.js';
import { eachPair, placeFiles, type WordIndex, type WordQuery } from './word-index.js';

/** Collects the words of files, one after the other, for an index. */
export interface IndexWriter {
  /** A place for the bytes of the next file; valid until one is asked for that is larger. */
  room(size: number): Buffer;
  /** Takes the bytes that stand in the room: a file's first ones, or more of it. */
  see(length: number, isMore: boolean): void;
  /** Adds the file that was seen. */
  close(): void;
  /** Adds a file that is known from an earlier index, under its number there. */
  addKnown(file: number): void;
  /** Whether the file that was seen last may hold a text. */
  mayHold(query: WordQuery): boolean;
  finish(): WordIndex;
}

/** About 20 words of a kernel's files share a bucket. */
const BUCKETS_PER_FILE = 4;
const MOST_BUCKETS = 1 << 16;

/** How many buckets an index of so many files has. */
function bucketsFor(count: number): number {
  let buckets = 1;
  while (buckets < count * BUCKETS_PER_FILE && buckets < MOST_BUCKETS) buckets *= 2;
  return buckets;
}

/** Whether an index of so many files may be made of an earlier one, with about as many buckets as there should be. */
export function canExtend(known: WordIndex, count: number): boolean {
  const buckets = known.starts.length - 1;
  const wanted = bucketsFor(count);
  const isNear = buckets <= wanted * 4 && wanted <= buckets * 4;
  return isNear && placeFiles(known.count).bits === placeFiles(count).bits;
}

/** What names a file and hashes in one pair of 64 bits has room for. */
const MOST_FILES = 2 ** 20;

/**
 * @param expected how many files there will be, which decides how long a search in the index takes. The thread's hasher
 * holds what is written, so there can be one writer at a time.
 * @param known an earlier index, some of whose files are the same. The buckets are its own then: of its words no more is
 * known.
 */
export function openIndexWriter(expected: number, known?: WordIndex): IndexWriter {
  if (expected > MOST_FILES) throw new Error(`${expected} files in one part of a tree`);
  const hasher = wordHasher();
  const buckets = known ? known.starts.length - 1 : bucketsFor(expected);
  const form: PairForm = {
    files: expected,
    fileBits: placeFiles(expected).bits,
    bucketBits: 31 - Math.clz32(buckets),
    isExact: known !== undefined,
  };
  hasher.start(form);
  const crowded: number[] = [];
  const numbers = new Int32Array(known?.count ?? 0).fill(-1);
  let count = 0;
  let isAsKnown = known?.count === expected;
  let isFull = false;
  return {
    room: (size) => hasher.room(size),
    see(length, isMore) {
      isFull = !hasher.collect(length, isMore, count);
    },
    mayHold: (query) => query.hashes.every(({ low, high }) => hasher.mayHave(low, high)),
    close() {
      isAsKnown = false;
      if (isFull) crowded.push(count);
      hasher.close();
      count++;
    },
    addKnown(file) {
      if (file !== count) isAsKnown = false;
      numbers[file] = count;
      if (known!.crowded.includes(file)) crowded.push(count);
      count++;
    },
    finish() {
      if (known && isAsKnown && count === known.count) return shareIndex(known);
      if (known) addKnownPairs(hasher, known, numbers);
      return shareIndex({ count, ...hasher.arrange(form), crowded: Uint32Array.from(crowded) });
    },
  };
}

/** So many are handed over at once. */
const PAIRS_AT_ONCE = 1 << 14;

/** @param numbers the new number of each file of the earlier index, -1 for one that isn't the same any more. */
function addKnownPairs(hasher: WordHasher, known: WordIndex, numbers: Int32Array): void {
  const halves = new Uint32Array(PAIRS_AT_ONCE * 2);
  let length = 0;
  const handOver = () => {
    hasher.add(length / 2).set(halves.subarray(0, length));
    length = 0;
  };
  eachPair(known, (file, low, high) => {
    const number = numbers[file] ?? -1;
    if (number < 0) return;
    halves[length++] = low | number;
    halves[length++] = high;
    if (length === halves.length) handOver();
  });
  handOver();
}

/** The same in shared memory, where it isn't yet. */
function shareIndex(index: WordIndex): WordIndex {
  if (index.starts.buffer instanceof SharedArrayBuffer) return index;
  const { count, starts, entries, more, listStarts, lists, crowded } = index;
  return {
    count,
    starts: share32(starts),
    entries: share32(entries),
    more: share8(more),
    listStarts: share32(listStarts),
    lists: share8(lists),
    crowded: share32(crowded),
  };
}

function share32(values: Uint32Array): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(values.length * 4));
  shared.set(values);
  return shared;
}

function share8(values: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(values.length));
  shared.set(values);
  return shared;
}
