import { openSession } from '../session.js';
import { parseVerifyOptions } from '../verify-options.js';
import { guardReading } from './guard-reading.js';
import type { CommandIo } from './terminal.js';
import { verifyTree } from './verify-tree.js';

/** `excise verify`. */
export async function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseVerifyOptions(args);
  if (typeof options === 'string') {
    await io.stdout.write(options);
    return 0;
  }
  await guardReading(options.tree);
  const session = openSession(options.tree, options);
  try {
    return await verifyTree(options, io, session);
  } finally {
    await session.close();
  }
}
