import { parseMergeOptions } from '../merge-options.js';
import type { CommandIo } from './terminal.js';

/** `excise merge`. */
export async function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseMergeOptions(args);
  if (typeof options === 'string') {
    await io.stdout.write(options);
    return 0;
  }
  const { mergeResults } = await import('./merge-results.js');
  return await mergeResults(options, io);
}
