/**
 * Paths in shared memory: threads are told of a tree's files again and again, and read few of the names. Latin1, one
 * byte a character, as everywhere.
 */
export interface PackedPaths {
  readonly bytes: Uint8Array;
  /** Where each path ends in `bytes`. */
  readonly ends: Uint32Array;
}

export function packPaths(paths: readonly string[]): PackedPaths {
  const ends = new Uint32Array(new SharedArrayBuffer(paths.length * Uint32Array.BYTES_PER_ELEMENT));
  let end = 0;
  for (const [i, path] of paths.entries()) ends[i] = end += path.length;
  const shared = new SharedArrayBuffer(end);
  Buffer.from(shared).write(paths.join(''), 'latin1');
  return { bytes: new Uint8Array(shared), ends };
}

/** How a thread reads them. */
export function unpackPaths({ bytes, ends }: PackedPaths): (index: number) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return (index) => buffer.toString('latin1', index === 0 ? 0 : ends[index - 1]!, ends[index]);
}
