import { UserError } from './errors.js';
import type { ColorMode } from './options.js';
import { parseSubcommandWords, readCommonOptions } from './parse-subcommand.js';

/** `excise merge` as the command line asks for it. */
export interface MergeOptions {
  /** Files that `excise --json` has printed. */
  readonly results: readonly string[];
  readonly tree: string;
  readonly format: 'patch' | 'stat' | 'json';
  readonly color: ColorMode;
  readonly quiet: boolean;
}

const HELP = `Usage: excise merge RESULT… [-C TREE] [options]

Makes one result of several that were made apart: the shards of a batch
(excise --shard 1/4 --json …), or any results of --json, in the order given.
Prints the patch of all, each document on the result of those before it. TREE
is the tree that they were made from. Results that change the same function,
entry or line in different ways are refused.

Options:
  -C, --tree TREE   the tree; without it, the current folder
      --stat        print a diffstat instead of the patch
      --json        print one JSON document instead of the patch
      --color WHEN  auto, always or never
  -q, --quiet       no summary
  -h, --help        show this help

Exit codes: 0 done; 1 a check failed, or a rule was refused; 2 trouble, such as
a missing shard.
`;

/**
 * Reads the words behind `excise merge`.
 * @returns the help as text where that is asked for.
 * @throws UserError, one line, for bad usage.
 */
export function parseMergeOptions(args: readonly string[]): MergeOptions | string {
  const { values, positionals } = parseSubcommandWords('merge', args, {
    tree: { type: 'string', short: 'C' },
    stat: { type: 'boolean' },
    json: { type: 'boolean' },
    color: { type: 'string' },
    quiet: { type: 'boolean', short: 'q' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return HELP;
  if (values.json && values.stat) throw new UserError('--json and --stat exclude each other');
  if (positionals.length === 0)
    throw new UserError('merge: name the results (excise merge --help tells more)');
  return {
    results: positionals,
    tree: values.tree ?? '.',
    format: values.json ? 'json' : values.stat ? 'stat' : 'patch',
    quiet: values.quiet ?? false,
    ...readCommonOptions(values),
  };
}
