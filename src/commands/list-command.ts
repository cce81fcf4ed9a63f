import { parseListOptions } from '../list-options.js';
import { openSession } from '../session.js';
import { guardReading } from './guard-reading.js';
import type { CommandIo } from './terminal.js';

/** `excise list`. */
export async function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseListOptions(args);
  if (typeof options === 'string') {
    await io.stdout.write(options);
    return 0;
  }
  await guardReading(options.tree);
  const session = openSession(options.tree, options);
  try {
    const { listDead } = await import('./list-dead.js');
    await listDead(options, io, session);
    return 0;
  } finally {
    await session.close();
  }
}
