import { randomBytes } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import { closeRead, entryOf, openRoot, removeEntry, syncFolder } from './folder.js';
import { besideName } from './own-names.js';
import { stageFile } from './stage-file.js';

/** A file of a folder that isn't the tree. */
export interface OutputFile {
  readonly name: string;
  /** Latin1. */
  readonly text: string;
}

/**
 * Writes files to a folder, which is made where it is missing. All are written beside their names first, so that a
 * full disk leaves what was there, and no file is ever half written; a link in the place of one is replaced.
 * @throws the system's error.
 */
export async function writeOutputs(folder: string, files: readonly OutputFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const root = await openRoot(folder);
  const token = randomBytes(12).toString('hex');
  try {
    for (const [index, { text }] of files.entries()) {
      await stageFile(root, besideName(token, index, 'new'), Buffer.from(text, 'latin1'));
    }
    for (const [index, { name }] of files.entries()) {
      await rename(entryOf(root, besideName(token, index, 'new')), entryOf(root, name));
    }
    await syncFolder(root);
  } catch (error) {
    for (const index of files.keys()) await removeEntry(root, besideName(token, index, 'new'));
    throw error;
  } finally {
    await closeRead(root.handle);
  }
}
