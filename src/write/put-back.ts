import { randomBytes } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import type { FinalFile } from '../final-files.js';
import { isCode } from './explain-error.js';
import { readRegular } from './file-state.js';
import { closeRead, entryOf, openBelow, removeEntry, type Folder } from './folder.js';
import { besideName, folderOf, nameOf } from './own-names.js';
import { stageFile } from './stage-file.js';

/**
 * Gives files what they held before a write, whatever is in them now; folders that are gone are made again. One file
 * after the other: it is what is left to do where git should have done it and could not.
 * @param modes permissions of files that are gone, by path.
 * @throws the system's error.
 */
export async function putBack(
  root: Folder,
  files: readonly FinalFile[],
  modes: ReadonlyMap<string, number>,
): Promise<void> {
  const token = randomBytes(12).toString('hex');
  for (const [index, { path, before }] of files.entries()) {
    const folder = await openOrMake(root, folderOf(path));
    const staged = besideName(token, index, 'new');
    try {
      const mode = await readRegular(folder, nameOf(path)).then(
        ({ state }) => state.mode,
        () => modes.get(path) ?? 0o644,
      );
      await stageFile(folder, staged, Buffer.from(before, 'latin1'), () => Promise.resolve(mode));
      await rename(entryOf(folder, staged), entryOf(folder, nameOf(path)));
    } catch (error) {
      await removeEntry(folder, staged);
      throw error;
    } finally {
      await closeRead(folder.handle);
    }
  }
}

async function openOrMake(root: Folder, path: string): Promise<Folder> {
  try {
    return await openBelow(root, path);
  } catch (error) {
    if (!isCode(error, 'ENOENT') || path === '') throw error;
  }
  const parent = await openOrMake(root, folderOf(path));
  try {
    await mkdir(entryOf(parent, nameOf(path)));
  } finally {
    await closeRead(parent.handle);
  }
  return await openBelow(root, path);
}
