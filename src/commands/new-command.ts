import { parseNewOptions } from '../new-options.js';
import { runOnTree } from './run-on-tree.js';
import type { CommandIo } from './terminal.js';

/** `excise new`. */
export function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  return runOnTree(parseNewOptions(args), io, async (options, session) => {
    const { draftRule } = await import('./draft-rule.js');
    await draftRule(options, io, session);
    return 0;
  });
}
