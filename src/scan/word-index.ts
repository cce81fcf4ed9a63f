/**
 * Which words each of some files may hold: a Bloom filter of its own for each file ("Space/time trade-offs in hash
 * coding with allowable errors", 1970). It never misses a word that stands in a file; of those that don't it takes
 * about one in 1,000 for one that does, so what it says is checked by reading. Words are runs of [A-Za-z0-9_], three
 * characters or longer, that don't start with a digit. Lies in shared memory: any thread may ask.
 */
export interface WordIndex {
  /** Where each file's filter starts in `bits`, and at last where the last one ends. */
  readonly starts: Uint32Array;
  readonly bits: Uint32Array;
}

const SHORTEST = 3;
const BITS_PER_WORD = 18;
/** A word's bits lie together, in a block of one cache line. */
const BLOCK_BITS = 512;
const BLOCK_WORDS = BLOCK_BITS / 32;

/** 1 for a letter or `_`, 2 for a digit. */
const CLASS = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_') CLASS[char.charCodeAt(0)] = 1;
for (const char of '0123456789') CLASS[char.charCodeAt(0)] = 2;

/** FNV-1a over the bytes of a word. */
const SEED = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** Collects the filters of files, one after the other. */
export interface IndexWriter {
  add(bytes: Uint8Array, length: number): void;
  /** What mayHoldAny would say of the file that was added last. */
  lastMayHold(queries: readonly (readonly number[])[]): boolean;
  finish(): WordIndex;
}

export function openIndexWriter(): IndexWriter {
  const starts: number[] = [0];
  let bits = new Uint32Array(1 << 16);
  let start = 0;
  let end = 0;
  return {
    lastMayHold: (queries) => mayHold(bits, start, end, queries),
    add(bytes, length) {
      const count = collectHashes(bytes, length);
      const blocks = Math.ceil((count * BITS_PER_WORD) / BLOCK_BITS);
      start = end;
      end += blocks * BLOCK_WORDS;
      if (end > bits.length) {
        const larger = new Uint32Array(Math.max(bits.length * 2, end));
        larger.set(bits.subarray(0, start));
        bits = larger;
      }
      for (let i = 0; i < count; i++) setBits(bits, start, blocks, distinct[i]!);
      starts.push(end);
    },
    finish: () => ({ starts: share(Uint32Array.from(starts)), bits: share(bits.subarray(0, end)) }),
  };
}

function share(values: Uint32Array): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** The hashes of a file's words, each once; reused from file to file, as is the hash table that finds repeated ones. */
let distinct = new Int32Array(1 << 12);
let keys = new Int32Array(1 << 13);
/** To which file's words an entry of the table belongs. */
let stamps = new Int32Array(1 << 13);
let stamp = 0;

function collectHashes(bytes: Uint8Array, length: number): number {
  stamp++;
  let mask = tableMask(length);
  let count = 0;
  // Local names: this loop sees every byte of the tree.
  const classes = CLASS;
  let [table, marks, mark] = [keys, stamps, stamp];
  for (let at = 0; at < length; at++) {
    const first = classes[bytes[at]!]!;
    if (first === 0) continue;
    const start = at;
    let hash = SEED;
    for (let byte = bytes[at]!; ; byte = bytes[at]!) {
      hash = Math.imul(hash ^ byte, PRIME);
      if (++at >= length || classes[bytes[at]!] === 0) break;
    }
    if (first === 2 || at - start < SHORTEST) continue;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (marks[slot] === mark && table[slot] !== hash) slot = (slot + 1) & mask;
    if (marks[slot] === mark) continue;
    marks[slot] = mark;
    table[slot] = hash;
    if (count === distinct.length) distinct = growArray(distinct);
    distinct[count++] = hash;
    if (count * 2 > mask) {
      mask = enlargeTable(mask, count);
      [table, marks, mark] = [keys, stamps, stamp];
    }
  }
  return count;
}

/** A table for a small file is small, however large the last file was: it should fit a cache. */
function tableMask(length: number): number {
  let size = 1 << 10;
  while (size < length / 8 && size < keys.length) size *= 2;
  return size - 1;
}

function enlargeTable(mask: number, count: number): number {
  const size = (mask + 1) * 4;
  if (size > keys.length) {
    keys = new Int32Array(size);
    stamps = new Int32Array(size);
  }
  stamp++;
  for (let i = 0; i < count; i++) {
    const hash = distinct[i]!;
    let slot = (hash ^ (hash >>> 15)) & (size - 1);
    while (stamps[slot] === stamp) slot = (slot + 1) & (size - 1);
    stamps[slot] = stamp;
    keys[slot] = hash;
  }
  return size - 1;
}

function growArray(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}

function setBits(bits: Uint32Array, start: number, blocks: number, hash: number): void {
  const block = start + ((hash & 0x7fffffff) % blocks) * BLOCK_WORDS;
  const a = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
  const b = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
  setBit(bits, block, a & 511);
  setBit(bits, block, (a >>> 9) & 511);
  setBit(bits, block, (a >>> 18) & 511);
  setBit(bits, block, (b >>> 5) & 511);
  setBit(bits, block, (b >>> 14) & 511);
}

function setBit(bits: Uint32Array, block: number, place: number): void {
  bits[block + (place >>> 5)]! |= 1 << (place & 31);
}

/** Hashes of the words that must all stand in a file which holds a text as a whole word; none: it can't be told. */
export function wordHashes(text: string): number[] {
  return [...text.matchAll(/[A-Za-z0-9_]+/g)].flatMap(([word]) => {
    if (word.length < SHORTEST || /^[0-9]/.test(word)) return [];
    let hash = SEED;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME);
    return [hash];
  });
}

/** Whether a file may hold at least one of the texts. @param queries the hashes of each of them. */
export function mayHoldAny(
  { starts, bits }: WordIndex,
  file: number,
  queries: readonly (readonly number[])[],
): boolean {
  return mayHold(bits, starts[file]!, starts[file + 1]!, queries);
}

function mayHold(
  bits: Uint32Array,
  start: number,
  end: number,
  queries: readonly (readonly number[])[],
): boolean {
  const blocks = (end - start) / BLOCK_WORDS;
  return queries.some((hashes) => hashes.every((hash) => blocks > 0 && hasBits(bits, start, blocks, hash)));
}

function hasBits(bits: Uint32Array, start: number, blocks: number, hash: number): boolean {
  const block = start + ((hash & 0x7fffffff) % blocks) * BLOCK_WORDS;
  const a = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
  const b = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
  return (
    hasBit(bits, block, a & 511) &&
    hasBit(bits, block, (a >>> 9) & 511) &&
    hasBit(bits, block, (a >>> 18) & 511) &&
    hasBit(bits, block, (b >>> 5) & 511) &&
    hasBit(bits, block, (b >>> 14) & 511)
  );
}

function hasBit(bits: Uint32Array, block: number, place: number): boolean {
  return (bits[block + (place >>> 5)]! & (1 << (place & 31))) !== 0;
}
