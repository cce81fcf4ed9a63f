import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { BLOCK_WORDS, FILTER_FORMAT, type WordIndex } from './word-index.js';

/**
 * The word index of a tree on disk (`--cache`): what each file of it may hold, and how the file was when that was found
 * out. It consists of sections, one for each part of the tree (disk-files.ts), each with a checksum of its own, so that
 * threads read them apart. Nothing in it is believed: a section that is damaged or of another version is none, and so is
 * a file whose marks are not those on disk.
 *
 * A section is: a header of 8 numbers (below); for each file its 4 marks as 64-bit floats; where its path ends and where
 * its filter ends, 32 bits each; the paths, filled up to 8 bytes; the filters.
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
const VERSION = 1;
const HEADER_NUMBERS = 8;
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

/** The bytes of a section, a multiple of 8. */
export function encodeSection({ paths, marks, index }: CacheSection): Uint8Array {
  const count = paths.length;
  const names = Buffer.from(paths.join(''), 'latin1');
  const nameRoom = Math.ceil(names.length / 8) * 8;
  const tail = HEADER_BYTES + count * (MARKS * 8 + 8) + nameRoom;
  const bytes = new Uint8Array(Math.ceil((tail + index.bits.byteLength) / 8) * 8);
  const header = new Uint32Array(bytes.buffer, 0, HEADER_NUMBERS);
  new Float64Array(bytes.buffer, HEADER_BYTES, count * MARKS).set(marks);
  const ends = new Uint32Array(bytes.buffer, HEADER_BYTES + count * MARKS * 8, count * 2);
  let end = 0;
  for (const [i, path] of paths.entries()) {
    ends[i] = end += path.length;
    ends[count + i] = index.starts[i + 1]!;
  }
  bytes.set(names, tail - nameRoom);
  new Uint32Array(bytes.buffer, tail, index.bits.length).set(index.bits);
  header.set([MAGIC, VERSION, FILTER_FORMAT, count, names.length, index.bits.length, 0]);
  header[HEADER_NUMBERS - 1] = crc32(bytes);
  return bytes;
}

/** A section as it was written; undefined for anything else. @param bytes start at a multiple of 8 of their buffer. */
export function decodeSection(bytes: Uint8Array): CacheSection | undefined {
  if (bytes.length < HEADER_BYTES || bytes.length % 8 !== 0) return undefined;
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER_NUMBERS);
  const [magic, version, format, count = 0, nameLength = 0, bitWords = 0, , sum] = header;
  if (magic !== MAGIC || version !== VERSION || format !== FILTER_FORMAT) return undefined;
  const nameRoom = Math.ceil(nameLength / 8) * 8;
  const tail = HEADER_BYTES + count * (MARKS * 8 + 8) + nameRoom;
  if (bytes.length !== Math.ceil((tail + bitWords * 4) / 8) * 8) return undefined;
  header[HEADER_NUMBERS - 1] = 0;
  if (crc32(bytes) !== sum) return undefined;
  const { buffer, byteOffset } = bytes;
  const marks = new Float64Array(buffer, byteOffset + HEADER_BYTES, count * MARKS);
  const ends = new Uint32Array(buffer, byteOffset + HEADER_BYTES + count * MARKS * 8, count * 2);
  const names = Buffer.from(buffer, byteOffset + tail - nameRoom, nameLength);
  const starts = new Uint32Array(count + 1);
  const paths: string[] = [];
  let nameAt = 0;
  for (let i = 0; i < count; i++) {
    const nameEnd = ends[i]!;
    const filterEnd = ends[count + i]!;
    if (nameEnd < nameAt || filterEnd < starts[i]! || filterEnd % BLOCK_WORDS !== 0) return undefined;
    paths.push(names.toString('latin1', nameAt, nameEnd));
    starts[i + 1] = filterEnd;
    nameAt = nameEnd;
  }
  if (nameAt !== nameLength || starts[count] !== bitWords) return undefined;
  const bits = new Uint32Array(buffer, byteOffset + tail, bitWords);
  return { paths, marks, index: { starts, bits } };
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
    const bytes = new Uint8Array(size);
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
