import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open, readFile, realpath, rename, rmdir, unlink } from 'node:fs/promises';
import { UserError } from './errors.js';
import type { FinalFile } from './final-files.js';
import { decodeText } from './report/decode-text.js';

/** A file whose new content lies beside it, ready to take its name. */
interface Staged {
  readonly from: Buffer;
  readonly to: Buffer;
}

/**
 * Writes a series to the tree. First every file is checked: it must lie below the tree, through no symbolic link, and
 * hold what was read. Then all new contents are written beside their files, with the same mode, and synced; only then
 * are they renamed into place, and the deleted files removed, with folders that this empties.
 * @throws UserError; up to the first rename the tree is as it was, and no file of ours is left in it.
 */
export async function writeFiles(tree: string, files: readonly FinalFile[]): Promise<void> {
  const root = await realpath(tree);
  const modes: number[] = [];
  for (const file of files) modes.push(await checkFile(root, file));

  const staged: Staged[] = [];
  let renamed = 0;
  try {
    for (const [index, file] of files.entries()) {
      if (file.after !== undefined) staged.push(await stageFile(root, file, file.after, modes[index]!));
    }
    for (const { from, to } of staged) {
      await rename(from, to);
      renamed++;
    }
  } catch (error) {
    for (const { from } of staged.slice(renamed)) await unlink(from).catch(() => undefined);
    const state = renamed === 0 ? 'nothing was changed' : `${renamed} of ${files.length} files were changed`;
    throw new UserError(`can't write: ${explain(error)}; ${state}`, { cause: error });
  }

  for (const file of files) if (file.after === undefined) await deleteFile(root, file.path);
  const folders = new Set(files.map((file) => folderOf(file.path)));
  for (const folder of folders) await syncFolder(root, folder);
}

/** Refuses a file that isn't the one that was read; returns its mode. */
async function checkFile(root: string, file: FinalFile): Promise<number> {
  const name = decodeText(file.path);
  const parts = file.path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new UserError(`${name}: not below the tree; nothing was changed`);
  }
  let info: Stats | undefined;
  for (let depth = 1; depth <= parts.length; depth++) {
    info = await lstat(below(root, parts.slice(0, depth).join('/'))).catch(() => undefined);
    const kind = depth < parts.length ? info?.isDirectory() : info?.isFile();
    if (!kind) throw new UserError(`${name}: ${whyNot(info)}; nothing was changed`);
  }
  const content = await readFile(below(root, file.path)).catch((error: unknown) => {
    throw new UserError(`${name}: ${explain(error)}; nothing was changed`, { cause: error });
  });
  if (!content.equals(Buffer.from(file.before, 'latin1'))) {
    throw new UserError(`${name}: changed on disk since it was read; nothing was changed`);
  }
  return info!.mode & 0o7777;
}

function whyNot(info: Stats | undefined): string {
  if (info === undefined) return 'gone from disk since it was read';
  return info.isSymbolicLink() ? 'a symbolic link, which is not followed' : 'not a regular file';
}

async function stageFile(root: string, file: FinalFile, content: string, mode: number): Promise<Staged> {
  const folder = folderOf(file.path);
  const base = file.path.slice(folder === '' ? 0 : folder.length + 1);
  // Long names would grow beyond what a file system takes.
  const name = `.${base.slice(0, 100)}.excise-${randomBytes(6).toString('hex')}`;
  const from = below(root, folder === '' ? name : `${folder}/${name}`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const handle = await open(from, flags, 0o600);
  try {
    await handle.writeFile(Buffer.from(content, 'latin1'));
    await handle.chmod(mode);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await unlink(from).catch(() => undefined);
    throw error;
  }
  await handle.close();
  return { from, to: below(root, file.path) };
}

/** Removes a file, and the folders above it that are empty then, as git does. */
async function deleteFile(root: string, path: string): Promise<void> {
  try {
    await unlink(below(root, path));
  } catch (error) {
    throw new UserError(`${decodeText(path)}: can't delete: ${explain(error)}; all other files are written`, {
      cause: error,
    });
  }
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    const removed = await rmdir(below(root, folder)).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}

/** Makes renames and deletions last; a file system that can't sync a folder, or a folder that is gone, is no trouble. */
async function syncFolder(root: string, folder: string): Promise<void> {
  try {
    const handle = await open(below(root, folder), constants.O_RDONLY);
    await handle.sync().finally(() => handle.close());
  } catch {
    return;
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Paths of the tree are bytes, so they go to the file system as bytes. */
function below(root: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]);
}

function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'not permitted',
    ENOSPC: 'no space left on the device',
    EROFS: 'a read-only file system',
  };
  return (code === undefined ? undefined : words[code]) ?? message;
}
