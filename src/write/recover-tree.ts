import { lstat } from 'node:fs/promises';
import { clip, UserError } from '../errors.js';
import { explainError, isCode } from './explain-error.js';
import { closeRead, entryOf, NoFolderError, openRoot, withFolder, type Folder } from './folder.js';
import { readJournal } from './journal.js';
import { describeHolder, listHolders, type TreeLock } from './lock-tree.js';
import { DONE, JOURNAL, OWN_FOLDER } from './own-names.js';
import { finishWrite, undoWrite } from './settle-write.js';

/** What became of a write that was broken off. */
export interface Recovery {
  readonly kind: 'undone' | 'finished';
  /** How many files the write was about. */
  readonly files: number;
}

/**
 * Undoes or finishes what a run that was killed, or a machine that failed, has left of a write.
 * @returns undefined where nothing was left.
 * @throws UserError where that can't be: a file was changed since, or the journal is damaged.
 */
export async function recoverTree({ root, own, signals }: TreeLock): Promise<Recovery | undefined> {
  return await signals.during(async () => {
    try {
      const left = await readJournal(own);
      if (left === undefined) return undefined;
      const files = left.journal.files.length;
      if (left.stage === DONE) {
        await finishWrite(root, own, left.journal);
        return { kind: 'finished', files };
      }
      await undoWrite(root, own, left.journal);
      return { kind: 'undone', files };
    } catch (error) {
      if (error instanceof UserError) throw error;
      const what = error instanceof NoFolderError ? error.message : explainError(error);
      throw new UserError(`can't put right a write that was broken off: ${what}`, { cause: error });
    }
  });
}

/**
 * For a run that only reads: refuses a tree in the middle of a write, whose files are of no one state. Nothing is
 * written; a tree that a run has only locked can be read.
 * @throws UserError
 */
export async function refuseBroken(tree: string): Promise<void> {
  const root = await openRoot(tree).catch(() => undefined);
  if (root === undefined) return;
  try {
    await withFolder(root, OWN_FOLDER, async (own) => {
      if (!(await isThere(own, JOURNAL)) && !(await isThere(own, DONE))) return;
      const holder = (await listHolders(own)).find(({ life }) => life !== 'dead');
      if (holder !== undefined) throw new UserError(await describeHolder(own, holder));
      throw new UserError(
        `a write to this tree was broken off; "excise recover -C ${clip(tree, 500)}" undoes or finishes it`,
      );
    });
  } catch (error) {
    // No folder of ours: nobody writes.
    if (error instanceof UserError) throw error;
    if (!(error instanceof NoFolderError) && !isCode(error, 'ENOENT', 'EACCES')) throw error;
  } finally {
    await closeRead(root.handle);
  }
}

async function isThere(own: Folder, name: string): Promise<boolean> {
  return await lstat(entryOf(own, name)).then(
    () => true,
    () => false,
  );
}
