import { parseRecoverOptions } from '../recover-options.js';
import { recoverByHand } from './recover-by-hand.js';
import type { CommandIo } from './terminal.js';

/** `excise recover`. */
export async function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseRecoverOptions(args);
  if (typeof options === 'string') await io.stdout.write(options);
  else await recoverByHand(options, io);
  return 0;
}
