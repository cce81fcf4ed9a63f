import { wordHasher } from './word-hasher.js';

/**
 * Which words each of some files may hold: a Bloom filter of its own for each file ("Space/time trade-offs in hash
 * coding with allowable errors", 1970). It never misses a word that stands in a file; of those that don't it takes
 * about one in 1,000 for one that does, so what it says is checked by reading. Lies in shared memory: any thread may ask.
 */
export interface WordIndex {
  /** Where each file's filter starts in `bits`, and at last where the last one ends. */
  readonly starts: Uint32Array;
  readonly bits: Uint32Array;
}

/** Of what a filter is made: to be changed with anything that changes filters of the same text. */
export const FILTER_FORMAT = 1;

const BITS_PER_WORD = 18;
/** A word's bits lie together, in a block of one cache line. */
const BLOCK_BITS = 512;
export const BLOCK_WORDS = BLOCK_BITS / 32;

/** Collects the filters of files, one after the other. */
export interface IndexWriter {
  /** A place for the bytes of the next file; valid until one is asked for that is larger. */
  room(size: number): Buffer;
  /** Takes the bytes that stand in the room: a file's first ones, or more of it. */
  see(length: number, isMore: boolean): void;
  /** Adds the file that was seen. */
  close(): void;
  /** Adds a file whose filter is known. */
  addFilter(filter: Uint32Array): void;
  /** What findHeld would say of the file that was added last. */
  lastHolds(queries: readonly WordQuery[]): number[];
  finish(): WordIndex;
}

export function openIndexWriter(): IndexWriter {
  const hasher = wordHasher();
  const starts: number[] = [0];
  let bits = new Uint32Array(1 << 16);
  let start = 0;
  let end = 0;
  let hashes: Int32Array | null = null;
  const grow = (words: number) => {
    start = end;
    end += words;
    if (end > bits.length) {
      const larger = new Uint32Array(Math.max(bits.length * 2, end));
      larger.set(bits.subarray(0, start));
      bits = larger;
    }
    starts.push(end);
  };
  return {
    room: (size) => hasher.room(size),
    lastHolds: (queries) => findHeldIn(bits, start, end, queries),
    see(length, isMore) {
      hashes = hasher.collect(length, isMore);
    },
    close() {
      const blocks = hashes ? Math.ceil((hashes.length * BITS_PER_WORD) / BLOCK_BITS) : 1;
      grow(blocks * BLOCK_WORDS);
      if (hashes) setAll(bits, start, blocks, hashes);
      else bits.fill(0xffffffff, start, end);
    },
    addFilter(filter) {
      grow(filter.length);
      bits.set(filter, start);
    },
    finish: () => ({
      starts: share(Uint32Array.from(starts)),
      bits: share(bits.subarray(0, end)),
    }),
  };
}

function share(values: Uint32Array): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** The same file's filter with these words in it. */
function setAll(bits: Uint32Array, start: number, blocks: number, hashes: Int32Array): void {
  for (const hash of hashes) {
    const block = start + ((hash >>> 1) % blocks) * BLOCK_WORDS;
    const a = mixOne(hash);
    const b = mixTwo(hash);
    setBit(bits, block, a);
    setBit(bits, block, a >>> 9);
    setBit(bits, block, a >>> 18);
    setBit(bits, block, b >>> 5);
    setBit(bits, block, b >>> 14);
    setBit(bits, block, b >>> 23);
  }
}

const mixOne = (hash: number) => Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
const mixTwo = (hash: number) => Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);

function setBit(bits: Uint32Array, block: number, place: number): void {
  bits[block + ((place >>> 5) & (BLOCK_WORDS - 1))]! |= 1 << (place & 31);
}

/** Hashes of the words that must all stand in a file which holds a text as a whole word; none: it can't be told. */
export type WordQuery = readonly number[];

export function makeQuery(text: string): WordQuery {
  const hasher = wordHasher();
  const length = hasher.room(text.length).write(text, 'latin1');
  return [...hasher.collect(length)!];
}

/** Indexes of the queries whose texts a file may hold, ascending. */
export function findHeld({ starts, bits }: WordIndex, file: number, queries: readonly WordQuery[]): number[] {
  return findHeldIn(bits, starts[file]!, starts[file + 1]!, queries);
}

function findHeldIn(bits: Uint32Array, start: number, end: number, queries: readonly WordQuery[]): number[] {
  const blocks = (end - start) / BLOCK_WORDS;
  const held: number[] = [];
  for (let i = 0; i < queries.length; i++) {
    let mayHold = true;
    for (const hash of queries[i]!) {
      mayHold = blocks > 0 && hasBits(bits, start, blocks, hash);
      if (!mayHold) break;
    }
    if (mayHold) held.push(i);
  }
  return held;
}

function hasBits(bits: Uint32Array, start: number, blocks: number, hash: number): boolean {
  const block = start + ((hash >>> 1) % blocks) * BLOCK_WORDS;
  const a = mixOne(hash);
  const b = mixTwo(hash);
  return (
    hasBit(bits, block, a) &&
    hasBit(bits, block, a >>> 9) &&
    hasBit(bits, block, a >>> 18) &&
    hasBit(bits, block, b >>> 5) &&
    hasBit(bits, block, b >>> 14) &&
    hasBit(bits, block, b >>> 23)
  );
}

function hasBit(bits: Uint32Array, block: number, place: number): boolean {
  return (bits[block + ((place >>> 5) & (BLOCK_WORDS - 1))]! & (1 << (place & 31))) !== 0;
}
