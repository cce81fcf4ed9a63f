/** Words that were seen, as bits at their hashes: two words may share a bit, and then both count as seen. */
export type Marks = Int32Array;

/** One bit for each of 2^28 hashes, 32 MiB: a tree has some millions of words, so few share one. */
const WIDE_BITS = 28;
/** For names of members and structs. */
const NARROW_BITS = 24;

/** What threads have seen of names, in memory that they share. */
export interface NameMarks {
  /** Words in use, other than as names of members. */
  readonly used: Marks;
  /** Members that are read: behind `.` or `->`, without an assignment. */
  readonly read: Marks;
  /** Members that are set: by an initializer or an assignment. */
  readonly set: Marks;
  /** Tags of structs that an object's initializer is of. */
  readonly made: Marks;
  /** Tags of structs that have an initializer by position, or one that can't be read. */
  readonly positional: Marks;
}

export function openNameMarks(): NameMarks {
  const open = (bits: number) => new Int32Array(new SharedArrayBuffer(2 ** (bits - 3)));
  return {
    used: open(WIDE_BITS),
    read: open(NARROW_BITS),
    set: open(NARROW_BITS),
    made: open(NARROW_BITS),
    positional: open(NARROW_BITS),
  };
}

/** FNV-1a of the characters [start, end), with its bits mixed (MurmurHash3's finalizer). */
export function hashName(text: string, start = 0, end = text.length): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function mark(marks: Marks, hash: number): void {
  const bit = hash % (marks.length * 32);
  const mask = 1 << (bit & 31);
  if ((marks[bit >>> 5]! & mask) === 0) Atomics.or(marks, bit >>> 5, mask);
}

export function isMarked(marks: Marks, hash: number): boolean {
  const bit = hash % (marks.length * 32);
  return (marks[bit >>> 5]! & (1 << (bit & 31))) !== 0;
}

/** Marks all words of bytes as they stand: identifiers of C, whatever the language. */
export function markWords(bytes: Uint8Array, marks: Marks): void {
  let hash = 0;
  let isWord = false;
  for (let i = 0; i <= bytes.length; i++) {
    const c = i < bytes.length ? bytes[i]! : 32;
    if (WORD_BYTES[c] === 1) {
      hash = Math.imul((isWord ? hash : 0x811c9dc5) ^ c, 0x01000193);
      isWord = true;
    } else if (isWord) {
      mark(marks, mix(hash));
      isWord = false;
    }
  }
}

const WORD_BYTES = new Uint8Array(256);
for (let c = 0; c < 256; c++) {
  const isLetter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
  if (isLetter || (c >= 48 && c <= 57)) WORD_BYTES[c] = 1;
}
