import { parseSubcommand } from './parse-subcommand.js';

/** `excise recover` as the command line asks for it. */
export interface RecoverOptions {
  readonly tree: string;
  readonly quiet: boolean;
}

const HELP = `Usage: excise recover [-C TREE]

Puts a tree right whose --write was killed, or broken off by a machine that
failed: before all files were in place it is undone, after that it is finished.
The next run with --write does the same by itself; others refuse such a tree.

Options:
  -C, --tree TREE  the tree; without it, the current folder
  -q, --quiet      don't say what was done
  -h, --help       show this help

Exit codes: 0 the tree is whole; 2 trouble.
`;

/**
 * Reads the words behind `excise recover`.
 * @returns the help as text where that is asked for.
 * @throws UserError, one line, for bad usage.
 */
export function parseRecoverOptions(args: readonly string[]): RecoverOptions | string {
  const values = parseSubcommand('recover', args, {
    tree: { type: 'string', short: 'C' },
    quiet: { type: 'boolean', short: 'q' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return HELP;
  return { tree: values.tree ?? '.', quiet: values.quiet ?? false };
}
