import { parseCheckOptions } from '../check-options.js';
import { checkKconfigTree } from './check-kconfig-tree.js';
import { runOnTree } from './run-on-tree.js';
import type { CommandIo } from './terminal.js';

/** `excise check`. */
export function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  return runOnTree(parseCheckOptions(args), io, (options, session) => checkKconfigTree(options, io, session));
}
