import { openSession, type Session, type SessionOptions } from '../session.js';
import { guardReading } from './guard-reading.js';
import type { CommandIo } from './terminal.js';

/**
 * What subcommands that only read a tree have in common: prints the help where that is asked for, refuses a tree in the
 * middle of a write, opens the session before what the work needs is loaded, and closes it whatever happens.
 * @param options what the words mean; the help as text.
 * @returns the exit code: that of the work, 0 for the help.
 */
export async function runOnTree<T extends SessionOptions & { readonly tree: string }>(
  options: T | string,
  io: CommandIo,
  work: (options: T, session: Session) => Promise<number>,
): Promise<number> {
  if (typeof options === 'string') {
    await io.stdout.write(options);
    return 0;
  }
  await guardReading(options.tree);
  const session = openSession(options.tree, options);
  try {
    return await work(options, session);
  } finally {
    await session.close();
  }
}
