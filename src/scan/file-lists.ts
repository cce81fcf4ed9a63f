/**
 * Lists of files in few bytes, one after the other: a number that says how many bytes follow and of which kind they are,
 * then either how far each file is from the one before, or a bit for each file, whatever is shorter. Numbers are of
 * seven bits a byte, the lowest first, with the eighth bit set in all bytes but the last (as in DWARF's LEB128).
 */

/** Bytes that grow; what is behind `length` is room. */
export interface Bytes {
  bytes: Uint8Array;
  length: number;
}

/** Adds a list. @param files ascending, each below `count`. */
export function writeFileList(target: Bytes, files: readonly number[], count: number): void {
  const mapSize = (count + 7) >>> 3;
  let stepSize = 0;
  let last = 0;
  for (const file of files) {
    stepSize += sizeOfNumber(file - last);
    last = file;
  }
  const isMap = mapSize < stepSize;
  const size = isMap ? mapSize : stepSize;
  makeRoom(target, size + 5);
  writeNumber(target, size * 2 + (isMap ? 1 : 0));
  if (isMap) {
    const { bytes, length } = target;
    bytes.fill(0, length, length + size);
    for (const file of files) bytes[length + (file >>> 3)]! |= 1 << (file & 7);
    target.length += size;
    return;
  }
  last = 0;
  for (const file of files) {
    writeNumber(target, file - last);
    last = file;
  }
}

/** How many bytes the list at `at` takes. */
export function sizeOfList(bytes: Uint8Array, at: number): number {
  let head = 0;
  let length = 0;
  for (let shift = 0; shift < 32; shift += 7) {
    const byte = bytes[at + length++]!;
    head |= (byte & 0x7f) << shift;
    if (!(byte & 0x80)) break;
  }
  return length + (head >>> 1);
}

/** The files of the list at `at`: total, whatever the bytes are. Ascending, each below `count`. */
export function readFileList(bytes: Uint8Array, at: number, count: number): number[] {
  const end = Math.min(at + sizeOfList(bytes, at), bytes.length);
  const isMap = (bytes[at]! & 1) === 1;
  while (at < end && bytes[at]! & 0x80) at++;
  at++;
  const files: number[] = [];
  if (isMap) {
    for (let start = 0; at < end; at++, start += 8) {
      for (let bits = bytes[at]!; bits > 0; bits &= bits - 1) {
        const file = start + 31 - Math.clz32(bits & -bits);
        if (file < count) files.push(file);
      }
    }
    return files;
  }
  let last = -1;
  for (let file = 0; at < end;) {
    let step = 0;
    for (let shift = 0; at < end; shift += 7) {
      const byte = bytes[at++]!;
      if (shift < 28) step |= (byte & 0x7f) << shift;
      if (!(byte & 0x80)) break;
    }
    file += step;
    if (file > last && file < count) files.push((last = file));
  }
  return files;
}

function sizeOfNumber(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : 4;
}

function writeNumber(target: Bytes, value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) target.bytes[target.length++] = (rest & 0x7f) | 0x80;
  target.bytes[target.length++] = rest;
}

function makeRoom(target: Bytes, size: number): void {
  if (target.length + size <= target.bytes.length) return;
  const larger = new Uint8Array(Math.max(target.bytes.length * 2, target.length + size, 1 << 12));
  larger.set(target.bytes.subarray(0, target.length));
  target.bytes = larger;
}
