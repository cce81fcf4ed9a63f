import { createHash } from 'node:crypto';
import { closeSync, lstatSync, readFileSync } from 'node:fs';
import { applyEdits } from '../edit/apply-edits.js';
import type { Edit } from '../edit/edit.js';
import { clip, UserError } from '../errors.js';
import { openTreeFile } from './read-tree-file.js';
import { treePath } from './tree-path.js';

/** A text that whoever works on it reads for himself: a file on disk, with edits. Plain data. */
export interface DiskText {
  readonly root: string;
  readonly path: string;
  /** Bytes of the file when it was looked at: what reading it costs. */
  readonly size: number;
  /** Edits, and the hash of the text that their offsets belong to. */
  readonly changed?: { readonly edits: readonly Edit[]; readonly hash: string };
}

/** @returns null where there is no regular file. */
export function locateText(root: string, path: string, changed?: DiskText['changed']): DiskText | null {
  const stat = lstatSync(treePath(root, path), { throwIfNoEntry: false });
  return stat?.isFile() ? { root, path, size: stat.size, ...(changed ? { changed } : {}) } : null;
}

/**
 * @returns null where the file can't be read.
 * @throws UserError when it isn't the one any more that the edits were made for.
 */
export function readDiskText({ root, path, changed }: DiskText): string | null {
  let bytes: Buffer;
  try {
    const descriptor = openTreeFile(root, path);
    try {
      bytes = readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
  const text = bytes.toString('latin1');
  if (!changed) return text;
  if (hashBytes(bytes) !== changed.hash) {
    const name = clip(Buffer.from(path, 'latin1').toString(), 500);
    throw new UserError(`${name}: error: it changed while the tree was read; nothing was changed, run again`);
  }
  return applyEdits(text, changed.edits);
}

/** Tells texts (latin1) apart. */
export function hashText(text: string): string {
  return hashBytes(Buffer.from(text, 'latin1'));
}

function hashBytes(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('base64');
}
