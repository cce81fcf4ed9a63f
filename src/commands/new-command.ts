import { parseNewOptions } from '../new-options.js';
import { openSession } from '../session.js';
import { guardReading } from './guard-reading.js';
import type { CommandIo } from './terminal.js';

/** `excise new`. */
export async function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseNewOptions(args);
  if (typeof options === 'string') {
    await io.stdout.write(options);
    return 0;
  }
  await guardReading(options.tree);
  const session = openSession(options.tree, options);
  try {
    const { draftRule } = await import('./draft-rule.js');
    await draftRule(options, io, session);
    return 0;
  } finally {
    await session.close();
  }
}
