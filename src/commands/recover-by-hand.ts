import type { RecoverOptions } from '../recover-options.js';
import { lockTree } from '../write/lock-tree.js';
import { recoverTree } from '../write/recover-tree.js';
import { checkFolder } from './check-folder.js';
import { describeRecovery } from './open-for-writing.js';
import type { CommandIo } from './terminal.js';

/** `excise recover`: puts right what a broken-off write has left. @throws UserError where that can't be. */
export async function recoverByHand({ tree, quiet }: RecoverOptions, io: CommandIo): Promise<void> {
  await checkFolder(tree);
  const lock = await lockTree(tree);
  try {
    const recovery = await recoverTree(lock);
    if (quiet) return;
    const text = recovery === undefined ? 'nothing to recover' : describeRecovery(recovery);
    await io.stderr.write(`${text}\n`);
  } finally {
    await lock.release();
  }
}
