import { parseListOptions } from '../list-options.js';
import { runOnTree } from './run-on-tree.js';
import type { CommandIo } from './terminal.js';

/** `excise list`. */
export function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  return runOnTree(parseListOptions(args), io, async (options, session) => {
    const { listDead } = await import('./list-dead.js');
    await listDead(options, io, session);
    return 0;
  });
}
