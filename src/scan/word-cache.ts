import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { INDEX_FORMAT, type WordIndex } from './word-index.js';

/**
 * The word index of a tree on disk (`--cache`): which files of it hold which words, and how the file was when that was found
 * out. It consists of sections, one for each part of the tree (disk-files.ts), each with a checksum of its own, so that
 * threads read them apart. Nothing in it is believed: a section that is damaged or of another version is none, and so is
 * a file whose marks are not those on disk.
 *
 * A section is: a header of 10 numbers (below); for each file its 4 marks as 64-bit floats; 32-bit numbers: where each
 * file's path ends, then the index's starts, list starts, entries and crowded files; bytes: what more there is of the
 * entries, the paths, the lists.
 */

/** What tells whether a file is still as it was: size, times of change of content and state (ms), inode. */
export const MARKS = 4;

/** The marks of a file that must be read again whatever it looks like. */
export const NO_MARKS: readonly number[] = [-1, 0, 0, 0];

/** One part of the tree. */
export interface CacheSection {
  /** Sorted by bytes, latin1. */
  readonly paths: readonly string[];
  /** MARKS numbers for each file. */
  readonly marks: Float64Array;
  readonly index: WordIndex;
}

const MAGIC = 0x65786377;
const VERSION = 3;
const HEADER_NUMBERS = 10;
const HEADER_BYTES = HEADER_NUMBERS * 4;

/** At the file's start: for each section where it starts, in bytes / 8, as 32 bits; and at last where the last one ends. */
export function layOutCache(sizes: readonly number[]): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1);
  let at = Math.ceil((starts.length * 4) / 8);
  for (const [i, size] of sizes.entries()) {
    starts[i] = at;
    at += size / 8;
  }
  starts[sizes.length] = at;
  return starts;
}

/** How many there are of each kind of thing. */
interface SectionSizes {
  readonly count: number;
  readonly buckets: number;
  readonly entries: number;
  readonly crowded: number;
  readonly nameBytes: number;
  readonly listBytes: number;
}

/** The pieces of a section's bytes, as views of them. */
function viewSection(bytes: Uint8Array, sizes: SectionSizes) {
  const { count, buckets, entries, crowded, nameBytes, listBytes } = sizes;
  const { buffer } = bytes;
  let at = bytes.byteOffset + HEADER_BYTES;
  const take = (size: number) => (at += size) - size;
  const take32 = (length: number) => new Uint32Array(buffer, take(length * 4), length);
  const take8 = (length: number) => new Uint8Array(buffer, take(length), length);
  return {
    marks: new Float64Array(buffer, take(count * MARKS * 8), count * MARKS),
    nameEnds: take32(count),
    starts: take32(buckets + 1),
    listStarts: take32(buckets),
    entries: take32(entries),
    crowded: take32(crowded),
    more: take8(entries),
    names: take8(nameBytes),
    lists: take8(listBytes),
  };
}

function sizeOfSection({ count, buckets, entries, crowded, nameBytes, listBytes }: SectionSizes): number {
  const numbers = count + buckets + 1 + buckets + entries + crowded;
  const size = HEADER_BYTES + count * MARKS * 8 + numbers * 4 + entries + nameBytes + listBytes;
  return Math.ceil(size / 8) * 8;
}

/** The bytes of a section, a multiple of 8. */
export function encodeSection({ paths, marks, index }: CacheSection): Uint8Array {
  const names = Buffer.from(paths.join(''), 'latin1');
  const sizes: SectionSizes = {
    count: paths.length,
    buckets: index.starts.length - 1,
    entries: index.entries.length,
    crowded: index.crowded.length,
    nameBytes: names.length,
    listBytes: index.lists.length,
  };
  const bytes = new Uint8Array(sizeOfSection(sizes));
  const views = viewSection(bytes, sizes);
  views.marks.set(marks);
  views.names.set(names);
  let end = 0;
  for (const [i, path] of paths.entries()) views.nameEnds[i] = end += path.length;
  for (const piece of ['starts', 'listStarts', 'entries', 'crowded', 'more', 'lists'] as const)
    views[piece].set(index[piece]);
  const { count, buckets, entries, crowded, nameBytes, listBytes } = sizes;
  const header = new Uint32Array(bytes.buffer, 0, HEADER_NUMBERS);
  header.set([MAGIC, VERSION, INDEX_FORMAT, count, buckets, entries, crowded, nameBytes, listBytes, 0]);
  header[HEADER_NUMBERS - 1] = crc32(bytes);
  return bytes;
}

/**
 * A section as it was written; undefined for anything else. Its parts are views of the bytes.
 * @param bytes start at a multiple of 8 of their buffer.
 */
export function decodeSection(bytes: Uint8Array): CacheSection | undefined {
  if (bytes.length < HEADER_BYTES || bytes.length % 8 !== 0) return undefined;
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER_NUMBERS);
  const [magic, version, format, count = 0, buckets = 0, entries = 0, crowded = 0] = header;
  const [nameBytes = 0, listBytes = 0, sum] = header.subarray(7);
  if (magic !== MAGIC || version !== VERSION || format !== INDEX_FORMAT) return undefined;
  const sizes = { count, buckets, entries, crowded, nameBytes, listBytes };
  if (bytes.length !== sizeOfSection(sizes)) return undefined;
  header[HEADER_NUMBERS - 1] = 0;
  if (crc32(bytes) !== sum) return undefined;
  const { marks, nameEnds, names, ...index } = viewSection(bytes, sizes);
  if (buckets === 0 || (buckets & (buckets - 1)) !== 0 || !ascends(index.starts, entries)) return undefined;
  if (index.starts[0] !== 0 || index.starts[buckets] !== entries || !ascends(nameEnds, nameBytes))
    return undefined;
  if (index.crowded.some((file) => file >= count)) return undefined;
  const all = Buffer.from(names.buffer, names.byteOffset, nameBytes).toString('latin1');
  const paths = Array.from(nameEnds, (end, i) => all.slice(i > 0 ? nameEnds[i - 1] : 0, end));
  return { paths, marks, index: { count, ...index } };
}

function ascends(values: Uint32Array, most: number): boolean {
  let last = 0;
  for (const value of values) {
    if (value < last) return false;
    last = value;
  }
  return last <= most;
}

/** No index of a tree is larger. */
const LARGEST_SECTION = 2 ** 30;

/** One section of a cache file; undefined where there is none that can be used. @param sections how many it must have. */
export function readSection(file: string, section: number, sections: number): CacheSection | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const info = fstatSync(descriptor);
    const head = new Uint32Array(sections + 1);
    if (!info.isFile() || !readWhole(descriptor, new Uint8Array(head.buffer), 0)) return undefined;
    const start = head[section]! * 8;
    const size = head[section + 1]! * 8 - start;
    if (head[sections]! * 8 !== info.size || size < HEADER_BYTES || size > LARGEST_SECTION) return undefined;
    if (start + size > info.size) return undefined;
    // Threads and this one share it.
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    return readWhole(descriptor, bytes, start) ? decodeSection(bytes) : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

function readWhole(descriptor: number, target: Uint8Array, position: number): boolean {
  for (let at = 0; at < target.length;) {
    const count = readSync(descriptor, target, at, target.length - at, position + at);
    if (count === 0) return false;
    at += count;
  }
  return true;
}
