import { lstat, rename, rmdir } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { UserError } from '../errors.js';
import { decodeText } from '../report/decode-text.js';
import { isCode } from './explain-error.js';
import { readRegular } from './file-state.js';
import { closeRead, entryOf, openBelow, removeEntry, syncFolder, type Folder } from './folder.js';
import { hashOf, removeJournal, type Journal, type JournalFile } from './journal.js';
import { besideName, folderOf, groupByFolder, nameOf } from './own-names.js';

/** A file of a journal, with its names. */
interface Entry extends JournalFile {
  readonly name: string;
  readonly newName: string;
  readonly oldName: string;
}

/**
 * Undoes a write that was broken off before its end: old contents take their names back, new ones go. Each step may
 * have been done already, or be broken off in turn. Files that the write never came to are not looked at.
 * @throws UserError where a file was changed since, before anything is done; the system's error.
 */
export async function undoWrite(root: Folder, own: Folder, journal: Journal): Promise<void> {
  const folders = listEntries(journal);
  const restored = new Set<Entry>();
  await eachFolder(root, folders, async (folder, entries) => {
    for (const entry of entries) if (await isToBeRestored(folder, entry)) restored.add(entry);
  });
  await eachFolder(root, folders, async (folder, entries) => {
    for (const entry of entries) {
      if (restored.has(entry)) await rename(entryOf(folder, entry.oldName), entryOf(folder, entry.name));
      else await removeEntry(folder, entry.oldName);
      await removeEntry(folder, entry.newName);
    }
    await syncFolder(folder);
  });
  await removeJournal(own);
}

/**
 * Whether the old content must take its name back.
 * @returns false where the name still stands for it.
 * @throws UserError where the name stands for what neither the write nor the tree had there.
 */
async function isToBeRestored(folder: Folder, entry: Entry): Promise<boolean> {
  const old = await lookAt(folder, entry.oldName);
  if (old === undefined) return false;
  const now = await lookAt(folder, entry.name);
  if (old.isFile()) {
    if (now === undefined) return true;
    if (now.dev === old.dev && now.ino === old.ino) return false;
    if (now.isFile() && hashOf((await readRegular(folder, entry.name)).content) === entry.after) return true;
  }
  const beside = decodeText(folder.path === '' ? entry.oldName : `${folder.path}/${entry.oldName}`);
  throw new UserError(
    `${decodeText(entry.path)}: changed since a write of it was broken off; nothing was undone. Move it away and ` +
      `try again: its old content is in ${beside}`,
  );
}

/** Tidies up after a write whose files are all in place: old contents go, and folders that it emptied. */
export async function finishWrite(root: Folder, own: Folder, journal: Journal): Promise<void> {
  await eachFolder(root, listEntries(journal), async (folder, entries) => {
    for (const { oldName, newName } of entries) {
      await removeEntry(folder, oldName);
      await removeEntry(folder, newName);
    }
    await syncFolder(folder);
  });
  const emptied = new Set(
    journal.files.filter(({ after }) => after === null).map(({ path }) => folderOf(path)),
  );
  // Sorted backwards, what lies in a folder comes before it.
  for (const path of [...emptied].sort().reverse()) await removeEmpty(root, path);
  await removeJournal(own);
}

/** Removes a folder that is empty, and those above it that are empty then, as git does. */
async function removeEmpty(root: Folder, path: string): Promise<void> {
  for (let folder = path; folder !== ''; folder = folderOf(folder)) {
    const parent = await openIfThere(root, folderOf(folder));
    if (parent === undefined) continue;
    try {
      await rmdir(entryOf(parent, nameOf(folder)));
    } catch (error) {
      if (isCode(error, 'ENOENT')) continue;
      // It isn't empty, or can't go: then it stays, empty as it is.
      if (isCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EBUSY', 'EROFS')) return;
      throw error;
    } finally {
      await closeRead(parent.handle);
    }
  }
}

function listEntries({ token, files }: Journal): Map<string, Entry[]> {
  return groupByFolder(
    files.map((file, index) => ({
      ...file,
      name: nameOf(file.path),
      newName: besideName(token, index, 'new'),
      oldName: besideName(token, index, 'old'),
    })),
  );
}

/** Opens one folder after the other; one that is gone is left out. */
async function eachFolder(
  root: Folder,
  folders: ReadonlyMap<string, readonly Entry[]>,
  use: (folder: Folder, entries: readonly Entry[]) => Promise<void>,
): Promise<void> {
  for (const [path, entries] of folders) {
    const folder = await openIfThere(root, path);
    if (folder === undefined) continue;
    await use(folder, entries).finally(() => closeRead(folder.handle));
  }
}

async function openIfThere(root: Folder, path: string): Promise<Folder | undefined> {
  return await openBelow(root, path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  });
}

async function lookAt(folder: Folder, name: string): Promise<BigIntStats | undefined> {
  return await lstat(entryOf(folder, name), { bigint: true }).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  });
}
