import { UserError } from './errors.js';
import type { ColorMode } from './options.js';
import { parseSubcommand, readCommonOptions } from './parse-subcommand.js';

/** `excise check` as the command line asks for it. */
export interface CheckOptions {
  readonly tree: string;
  /** Rule files: only what they would make wrong counts. */
  readonly changedBy: readonly string[];
  readonly format: 'text' | 'json' | 'sarif';
  readonly color: ColorMode;
  readonly quiet: boolean;
  readonly jobs?: number;
}

const HELP = `Usage: excise check [-C TREE] [--changed-by RULE] [options]

Finds what is wrong in a tree's Kconfig: entries without a type, symbols that
nothing defines or uses, selects without effect, dependency cycles, defaults
and dependencies that can never hold. docs/check.md explains each code.

Options:
  -C, --tree TREE        the tree; without it, the current folder
      --changed-by RULE  only what this rule would make wrong; repeatable
      --json             print one JSON document
      --sarif            print SARIF 2.1.0, for code scanning
      --color WHEN       auto, always or never
  -q, --quiet            no count on standard error
  -j, --jobs N           number of worker threads
  -h, --help             show this help

Exit codes: 0 nothing found; 1 something found; 2 trouble.
`;

/**
 * Reads the words behind `excise check`.
 * @returns the help as text where that is asked for.
 * @throws UserError, one line, for bad usage.
 */
export function parseCheckOptions(args: readonly string[]): CheckOptions | string {
  const values = parseSubcommand('check', args, {
    tree: { type: 'string', short: 'C' },
    'changed-by': { type: 'string', multiple: true },
    json: { type: 'boolean' },
    sarif: { type: 'boolean' },
    color: { type: 'string' },
    quiet: { type: 'boolean', short: 'q' },
    jobs: { type: 'string', short: 'j' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return HELP;
  if (values.json && values.sarif) throw new UserError('--json and --sarif exclude each other');
  return {
    tree: values.tree ?? '.',
    changedBy: values['changed-by'] ?? [],
    format: values.sarif ? 'sarif' : values.json ? 'json' : 'text',
    quiet: values.quiet ?? false,
    ...readCommonOptions(values),
  };
}
