import { parseVerifyOptions } from '../verify-options.js';
import { verifyTree } from './verify-tree.js';
import { runOnTree } from './run-on-tree.js';
import type { CommandIo } from './terminal.js';

/** `excise verify`. */
export function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  return runOnTree(parseVerifyOptions(args), io, (options, session) => verifyTree(options, io, session));
}
