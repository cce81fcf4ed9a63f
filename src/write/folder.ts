import { constants, existsSync } from 'node:fs';
import { lstat, open, realpath, unlink, type FileHandle } from 'node:fs/promises';
import { isCode } from './explain-error.js';

/**
 * Where the system shows a process's descriptors as folders, a name below one means the very folder that was opened,
 * whatever is moved, removed or swapped for a link meanwhile: what openat() gives other languages.
 */
const DESCRIPTORS = ['/proc/self/fd'].find((path) => process.platform === 'linux' && existsSync(path));

export type Naming = 'descriptor' | 'path';

/** An open folder of a tree. */
export interface Folder {
  /** Below the tree, latin1; '' is the root. */
  readonly path: string;
  readonly handle: FileHandle;
  /** How its entries are named to the system: this and a name. */
  readonly base: Buffer;
  /** Which folder it is, for one that is opened again. */
  readonly identity: string;
  /** Whether `base` is a descriptor, or the folder's path where the system doesn't offer that. */
  readonly naming: Naming;
}

/** What stands in the way where a folder of the tree should be. */
export class NoFolderError extends Error {
  constructor(
    /** The path below the tree, latin1. */
    readonly path: string,
    readonly isLink: boolean,
  ) {
    super(`${path}: ${isLink ? 'a symbolic link, which is not followed' : 'not a folder'}`);
  }
}

/**
 * Opens the root of a tree, which may be named through links.
 * @param naming see DESCRIPTORS; by path, a folder that is swapped for a link in the moment between its check and its
 * use is not noticed.
 */
export async function openRoot(
  tree: string,
  naming: Naming = DESCRIPTORS ? 'descriptor' : 'path',
): Promise<Folder> {
  const root = await realpath(tree);
  return await describeFolder('', await open(root, FOLDER_FLAGS), Buffer.from(root), naming);
}

/**
 * Opens a folder below a root, following no link on the way. Close its handle.
 * @throws NoFolderError where the way leads through something else; the system's error.
 */
export async function openBelow(root: Folder, path: string): Promise<Folder> {
  let folder = root;
  for (const name of path === '' ? [] : path.split('/')) {
    const parent = folder;
    try {
      folder = await openEntry(parent, name);
    } finally {
      if (parent !== root) await closeRead(parent.handle);
    }
  }
  return folder === root ? await openEntry(root, '.') : folder;
}

async function openEntry(parent: Folder, name: string): Promise<Folder> {
  const path = name === '.' ? parent.path : parent.path === '' ? name : `${parent.path}/${name}`;
  const place = entryOf(parent, name);
  const handle = await open(place, FOLDER_FLAGS).catch(async (error: unknown) => {
    if (!isCode(error, 'ENOTDIR', 'ELOOP')) throw error;
    throw new NoFolderError(path, (await lstat(place)).isSymbolicLink());
  });
  return await describeFolder(path, handle, place, parent.naming);
}

/** How the system is told of an entry of a folder. @param name one name, latin1. */
export function entryOf(folder: Folder, name: string): Buffer {
  return Buffer.concat([folder.base, Buffer.from(name, 'latin1')]);
}

/** Removes an entry that isn't a folder, if it is there. */
export async function removeEntry(folder: Folder, name: string): Promise<void> {
  await unlink(entryOf(folder, name)).catch((error: unknown) => {
    if (!isCode(error, 'ENOENT')) throw error;
  });
}

/** Opens a folder for as long as `use` takes. */
export async function withFolder<T>(
  root: Folder,
  path: string,
  use: (folder: Folder) => Promise<T>,
): Promise<T> {
  const folder = await openBelow(root, path);
  try {
    return await use(folder);
  } finally {
    await closeRead(folder.handle);
  }
}

/** Closes what was only read from, or synced before: nothing can be lost any more. */
export async function closeRead(handle: FileHandle): Promise<void> {
  await handle.close().catch(() => undefined);
}

/** Makes what was done to a folder's entries last. Some file systems can't, and need no such call. */
export async function syncFolder(folder: Folder): Promise<void> {
  try {
    await folder.handle.sync();
  } catch (error) {
    if (!isCode(error, 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR')) throw error;
  }
}

const FOLDER_FLAGS = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

async function describeFolder(
  path: string,
  handle: FileHandle,
  place: Buffer,
  naming: Naming,
): Promise<Folder> {
  try {
    const { dev, ino } = await handle.stat({ bigint: true });
    const base =
      naming === 'path'
        ? Buffer.concat([place, Buffer.from('/')])
        : Buffer.from(`${DESCRIPTORS}/${handle.fd}/`);
    return { path, handle, base, identity: `${dev}:${ino}`, naming };
  } catch (error) {
    await closeRead(handle);
    throw error;
  }
}
