import type { Options } from '../options.js';
import { lockTree, type TreeLock } from '../write/lock-tree.js';
import { recoverTree, type Recovery } from '../write/recover-tree.js';
import { checkFolder } from './check-folder.js';
import type { CommandIo } from './terminal.js';

/**
 * Takes the tree for a run with --write, and puts right what an earlier one has left. Release the lock.
 * @throws UserError where another run has the tree, or it can't be written.
 */
export async function openForWriting({ tree, quiet }: Options, io: CommandIo): Promise<TreeLock> {
  await checkFolder(tree);
  const lock = await lockTree(tree);
  try {
    const recovery = await recoverTree(lock);
    if (recovery !== undefined && !quiet) await io.stderr.write(`${describeRecovery(recovery)}\n`);
    return lock;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export function describeRecovery({ kind, files }: Recovery): string {
  const count = `${files} ${files === 1 ? 'file' : 'files'}`;
  return kind === 'undone'
    ? `an earlier write of ${count} was broken off: undone`
    : `an earlier write of ${count} was broken off when all were in place: finished`;
}
