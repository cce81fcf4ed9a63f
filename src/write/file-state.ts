import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { isCode } from './explain-error.js';
import { closeRead, entryOf, type Folder } from './folder.js';

/** Which file it is, and what of it must not have changed when it is replaced. */
export interface FileState {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  /** Permissions with set-id and sticky bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Something else than a regular file. */
export class NotAFileError extends Error {
  constructor(isLink: boolean) {
    super(isLink ? 'a symbolic link, which is not followed' : 'not a regular file');
  }
}

/** A regular file's content and state. @throws NotAFileError; the system's error. */
export async function readRegular(
  folder: Folder,
  name: string,
): Promise<{ readonly content: Buffer; readonly state: FileState }> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(entryOf(folder, name), flags).catch((error: unknown) => {
    if (isCode(error, 'ELOOP')) throw new NotAFileError(true);
    throw isCode(error, 'ENXIO') ? new NotAFileError(false) : error;
  });
  try {
    const info = await handle.stat({ bigint: true });
    if (!info.isFile()) throw new NotAFileError(false);
    const { dev, ino, size, mtimeNs } = info;
    const state = {
      dev,
      ino,
      size,
      mtimeNs,
      mode: Number(info.mode & 0o7777n),
      uid: Number(info.uid),
      gid: Number(info.gid),
    };
    return { content: await handle.readFile(), state };
  } finally {
    await closeRead(handle);
  }
}

/** Whether a name still stands for the very file that was read, with the content that it had. */
export async function isUnchanged(folder: Folder, name: string, state: FileState): Promise<boolean> {
  try {
    const info = await lstat(entryOf(folder, name), { bigint: true });
    const { dev, ino, size, mtimeNs } = info;
    return (
      info.isFile() &&
      dev === state.dev &&
      ino === state.ino &&
      size === state.size &&
      mtimeNs === state.mtimeNs
    );
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}
