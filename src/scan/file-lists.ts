/**
 * Lists of files in few bytes, one after the other: a number that says how many bytes follow and of which kind they are,
 * then either how far each file is from the one before, or a bit for each file, whatever is shorter. Numbers are of
 * seven bits a byte, the lowest first, with the eighth bit set in all bytes but the last (as in DWARF's LEB128). They are
 * written in wasm/arrange-pairs.ts.
 */

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
