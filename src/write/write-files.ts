import { randomBytes } from 'node:crypto';
import { UserError } from '../errors.js';
import type { FinalFile } from '../final-files.js';
import { checkFiles } from './check-files.js';
import { explainError } from './explain-error.js';
import { syncFolder } from './folder.js';
import { InterruptedError } from './hold-signals.js';
import { hashOf, markDone, writeJournal, type Journal } from './journal.js';
import { lockTree, type TreeLock } from './lock-tree.js';
import { recoverTree } from './recover-tree.js';
import { finishWrite, undoWrite } from './settle-write.js';
import { swapFiles } from './swap-files.js';

/**
 * Writes a series to the tree, all of it or nothing. Every file is checked first: it must lie below the tree, through
 * no symbolic link, and hold what was read. A journal is put up; new contents are written beside their files and
 * synced, then take their names, while old contents stay beside them. Up to here everything is undone on an error or a
 * signal, by this run or, where it is killed or the machine fails, by the next one. Then the journal says that all is
 * in place, and the old contents and emptied folders go.
 * @param lock of the tree, where the caller has it already.
 * @throws UserError; where it says so, nothing was changed. InterruptedError for a signal
 * before all files were in place; after that it is sent again when the lock is released.
 */
export async function writeFiles(tree: string, files: readonly FinalFile[], lock?: TreeLock): Promise<void> {
  if (files.length === 0) return;
  if (lock !== undefined) {
    await writeLocked(lock, files);
    return;
  }
  const own = await lockTree(tree);
  try {
    await recoverTree(own);
    await writeLocked(own, files);
  } finally {
    await own.release();
  }
}

async function writeLocked(lock: TreeLock, files: readonly FinalFile[]): Promise<void> {
  const { root, own, signals } = lock;
  const token = randomBytes(12).toString('hex');
  await signals.during(async () => {
    const folders = await checkFiles(root, files, token);
    const planned = new Map(folders.flatMap((folder) => folder.files.map((file) => [file.path, file])));
    const journal: Journal = {
      token,
      files: files.map(({ path }) => {
        const { content } = planned.get(path)!;
        return { path, after: content === undefined ? null : hashOf(content) };
      }),
    };
    try {
      await writeJournal(root, own, journal);
      await swapFiles(root, folders, () => {
        const signal = signals.taken();
        if (signal !== undefined) throw new InterruptedError(signal, 'nothing was changed');
      });
      await markDone(own);
    } catch (error) {
      await undoWrite(root, own, journal).catch((second: unknown) => {
        throw new UserError(
          `can't write: ${explainError(error)}; undoing it failed, too: ${explainError(second)}; ${HINT} puts it right`,
          { cause: error },
        );
      });
      if (error instanceof UserError) throw error;
      throw new UserError(`can't write: ${explainError(error)}; nothing was changed`, { cause: error });
    }
    try {
      await syncFolder(own);
      await finishWrite(root, own, journal);
    } catch (error) {
      throw new UserError(
        `all files are in place, but tidying up failed: ${explainError(error)}; ${HINT} does it`,
        { cause: error },
      );
    }
  });
}

const HINT = '"excise recover -C TREE"';
