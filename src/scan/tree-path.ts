// eslint-disable-next-line no-control-regex -- a range of bytes
const ASCII = /^[\x00-\x7f]*$/;

/**
 * A file of the tree as the file system wants it.
 * @param root as the user gave it; @param path below it, latin1: one character stands for one byte of the name.
 */
export function treePath(root: string, path: string): string | Buffer {
  if (ASCII.test(path)) return `${root}/${path}`;
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]);
}

/** A name that Node decoded as UTF-8, back in bytes. */
export function nameBytes(name: string): string {
  return ASCII.test(name) ? name : Buffer.from(name).toString('latin1');
}
