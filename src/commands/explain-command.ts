import { parseExplainOptions } from '../explain-options.js';
import { openSession } from '../session.js';
import { guardReading } from './guard-reading.js';
import type { CommandIo } from './terminal.js';

/** `excise explain`. */
export async function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseExplainOptions(args);
  if (typeof options === 'string') {
    await io.stdout.write(options);
    return 0;
  }
  await guardReading(options.tree);
  const session = openSession(options.tree, options);
  try {
    const { explainRule } = await import('./explain-rule.js');
    const { run } = await import('../pipeline.js');
    await explainRule(options, io, (asked) => run(asked, session));
    return 0;
  } finally {
    await session.close();
  }
}
