import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { clip, UserError } from '../errors.js';
import { treePath } from './tree-path.js';

/** Reads a regular file below `root` without following a link. */
export function readTreeFile(root: string, path: string): string {
  const descriptor = openTreeFile(root, path);
  try {
    return readFileSync(descriptor, 'latin1');
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    closeSync(descriptor);
  }
}

/** @throws UserError where it can't be opened; a link is not followed. */
export function openTreeFile(root: string, path: string): number {
  try {
    return openSync(treePath(root, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The tree was read from a moment ago: the file is gone since, or has become something else. */
function unreadable(path: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const why = code === 'ENOENT' ? 'gone from disk' : `can't be read (${code})`;
  return new UserError(
    `${clip(Buffer.from(path, 'latin1').toString(), 500)}: error: ${why} while the tree was read; nothing was changed, run again`,
    { cause: error },
  );
}
