import { parseCheckOptions } from '../check-options.js';
import { openSession } from '../session.js';
import { checkKconfigTree } from './check-kconfig-tree.js';
import { guardReading } from './guard-reading.js';
import type { CommandIo } from './terminal.js';

/** `excise check`. */
export async function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseCheckOptions(args);
  if (typeof options === 'string') {
    await io.stdout.write(options);
    return 0;
  }
  await guardReading(options.tree);
  const session = openSession(options.tree, options);
  try {
    return await checkKconfigTree(options, io, session);
  } finally {
    await session.close();
  }
}
