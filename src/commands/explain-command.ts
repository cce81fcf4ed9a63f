import { parseExplainOptions } from '../explain-options.js';
import { runOnTree } from './run-on-tree.js';
import type { CommandIo } from './terminal.js';

/** `excise explain`. */
export function runSubcommand(args: readonly string[], io: CommandIo): Promise<number> {
  return runOnTree(parseExplainOptions(args), io, async (options, session) => {
    const { explainRule } = await import('./explain-rule.js');
    const { run } = await import('../pipeline.js');
    await explainRule(options, io, (asked) => run(asked, session));
    return 0;
  });
}
