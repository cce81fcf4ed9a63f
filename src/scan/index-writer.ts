import { writeFileList, type Bytes } from './file-lists.js';
import { wordHasher } from './word-hasher.js';
import { bucketOf, eachPair, keptBits, placeFiles, type WordIndex, type WordQuery } from './word-index.js';

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
  return isNear && keptBits(known.count) === keptBits(count);
}

/** Pairs of a word and a file, in the order of files. */
interface Pairs {
  lows: Uint32Array;
  highs: Uint32Array;
  files: Uint32Array;
  /** Where they are sorted. */
  sorted: Float64Array;
  count: number;
}

/**
 * @param expected how many files there will be, which decides how long a search in the index takes.
 * @param known an earlier index, some of whose files are the same. The buckets are its own then: of its words no more is
 * known.
 */
export function openIndexWriter(expected: number, known?: WordIndex): IndexWriter {
  const hasher = wordHasher();
  const pairs = makePairs(expected);
  const crowded: number[] = [];
  const numbers = new Int32Array(known?.count ?? 0).fill(-1);
  const buckets = known ? known.starts.length - 1 : bucketsFor(expected);
  let count = 0;
  let isAsKnown = known?.count === expected;
  let hashes: Uint32Array | null = null;
  return {
    room: (size) => hasher.room(size),
    see(length, isMore) {
      hashes = hasher.collect(length, isMore);
    },
    mayHold: (query) => query.hashes.every(({ low, high }) => hasher.has(low, high)),
    close() {
      isAsKnown = false;
      if (hashes) addHashes(pairs, hashes, count);
      else crowded.push(count);
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
      if (known) addKnownPairs(pairs, known, numbers);
      return makeIndex(pairs, { count, buckets, fine: known ? buckets : buckets * FINER, crowded });
    },
  };
}

/** The files of a kernel hold 260 words each, of which 200 in no other file of their part. */
const PAIRS_PER_FILE = 300;

/** Room that the thread has used before, as long as it isn't collected. */
let lastRoom: WeakRef<Pairs> | undefined;

function makePairs(files: number): Pairs {
  const last = lastRoom?.deref();
  lastRoom = undefined;
  if (last) return Object.assign(last, { count: 0 });
  const size = files * PAIRS_PER_FILE;
  return {
    lows: new Uint32Array(size),
    highs: new Uint32Array(size),
    files: new Uint32Array(size),
    sorted: new Float64Array(0),
    count: 0,
  };
}

function makeRoom(pairs: Pairs, more: number): void {
  const { lows, highs, files, count } = pairs;
  if (count + more <= lows.length) return;
  const size = Math.max(lows.length * 2, count + more);
  const enlarge = (values: Uint32Array) => {
    const larger = new Uint32Array(size);
    larger.set(values.subarray(0, count));
    return larger;
  };
  Object.assign(pairs, { lows: enlarge(lows), highs: enlarge(highs), files: enlarge(files) });
}

function addHashes(pairs: Pairs, hashes: Uint32Array, file: number): void {
  makeRoom(pairs, hashes.length / 2);
  const { lows, highs, files } = pairs;
  let at = pairs.count;
  for (let i = 0; i < hashes.length; i += 2, at++) {
    lows[at] = hashes[i]!;
    highs[at] = hashes[i + 1]!;
    files[at] = file;
  }
  pairs.count = at;
}

/** @param numbers the new number of each file of the earlier index, -1 for one that isn't the same any more. */
function addKnownPairs(pairs: Pairs, known: WordIndex, numbers: Int32Array): void {
  eachPair(known, (file, low, high) => {
    const number = numbers[file] ?? -1;
    if (number < 0) return;
    makeRoom(pairs, 1);
    pairs.lows[pairs.count] = low;
    pairs.highs[pairs.count] = high;
    pairs.files[pairs.count++] = number;
  });
}

/** A pair is one number, so that pairs sort natively: the lower half of the hash times this, and the file. */
const FILE_ROOM = 2 ** 20;
/** Fewer numbers are sorted by moving them one by one. */
const FEW = 48;
/** Pairs are first sorted into so many finer buckets for each of the index's, so that only few share one. */
const FINER = 4;

/** @param fine how many buckets to sort into: those of the index, or FINER times as many. */
function makeIndex(
  pairs: Pairs,
  {
    count,
    buckets,
    fine,
    crowded,
  }: { count: number; buckets: number; fine: number; crowded: readonly number[] },
): WordIndex {
  if (count > FILE_ROOM) throw new Error(`${count} files in one part of a tree`);
  const { ends, sorted } = sortPairs(pairs, fine, keptBits(count));
  const starts = shared32(buckets + 1);
  const listStarts = shared32(buckets);
  // The room of the pairs is free again.
  const entries = pairs.lows;
  const more = new Uint8Array(pairs.highs.buffer);
  const lists: Bytes = { bytes: new Uint8Array(pairs.files.buffer), length: 0 };
  const { bits, inList } = placeFiles(count);
  const one: number[] = [];
  let entry = 0;
  for (let bucket = 0, at = 0; bucket < fine; bucket++) {
    if (bucket % (fine / buckets) === 0) {
      starts[(bucket * buckets) / fine] = entry;
      listStarts[(bucket * buckets) / fine] = lists.length;
    }
    for (const end = ends[bucket]!; at < end; entry++) {
      const first = sorted[at]!;
      const low = Math.floor(first / FILE_ROOM);
      const limit = (low + 1) * FILE_ROOM;
      let file = first - low * FILE_ROOM;
      if (++at < end && sorted[at]! < limit) {
        one.length = 0;
        one.push(file);
        for (; at < end && sorted[at]! < limit; at++) one.push(sorted[at]! - low * FILE_ROOM);
        writeFileList(lists, one, count);
        file = inList;
      }
      entries[entry] = (low << bits) | file;
      more[entry] = low >>> (32 - bits);
    }
  }
  starts[buckets] = entry;
  lastRoom = new WeakRef(pairs);
  return {
    count,
    starts,
    entries: share32(entries.subarray(0, entry)),
    more: share8(more.subarray(0, entry)),
    listStarts,
    lists: share8(lists.bytes.subarray(0, lists.length)),
    crowded: share32(Uint32Array.from(crowded)),
  };
}

/** The pairs by buckets, within each by hash and file; and where each bucket ends. @param kept the bits of hashes that count. */
function sortPairs(pairs: Pairs, buckets: number, kept: number): { ends: Uint32Array; sorted: Float64Array } {
  const { lows, highs, files, count } = pairs;
  const ends = new Uint32Array(buckets);
  for (let i = 0; i < count; i++) ends[bucketOf(highs[i]!, buckets)]!++;
  for (let bucket = 0, at = 0; bucket < buckets; bucket++) {
    const size = ends[bucket]!;
    ends[bucket] = at;
    at += size;
  }
  // While they are filled, the ends are where the next pair goes.
  if (pairs.sorted.length < count) pairs.sorted = new Float64Array(lows.length);
  const { sorted } = pairs;
  for (let i = 0; i < count; i++) {
    sorted[ends[bucketOf(highs[i]!, buckets)]!++] = ((lows[i]! & kept) >>> 0) * FILE_ROOM + files[i]!;
  }
  for (let bucket = 0, start = 0; bucket < buckets; bucket++) {
    const end = ends[bucket]!;
    if (end - start > FEW) sorted.subarray(start, end).sort();
    else sortFew(sorted, start, end);
    start = end;
  }
  return { ends, sorted };
}

function sortFew(values: Float64Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > start && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
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

const shared32 = (length: number) => new Uint32Array(new SharedArrayBuffer(length * 4));

function share32(values: Uint32Array): Uint32Array {
  const shared = shared32(values.length);
  shared.set(values);
  return shared;
}

function share8(values: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(values.length));
  shared.set(values);
  return shared;
}
