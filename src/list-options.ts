import { clip, UserError } from './errors.js';
import type { ColorMode } from './options.js';
import { parseSubcommandWords, readCommonOptions } from './parse-subcommand.js';
import { didYouMean } from './rules/rule-errors.js';

export const DEAD_KINDS = ['config', 'function', 'member'] as const;
export type DeadKind = (typeof DEAD_KINDS)[number];

/** `excise list` as the command line asks for it. */
export interface ListOptions {
  readonly tree: string;
  readonly kinds: ReadonlySet<DeadKind>;
  /** How many are listed; absent: all. */
  readonly limit?: number;
  /** Whether to carry out each removal, to learn the size of its patch. */
  readonly size: boolean;
  readonly format: 'text' | 'json';
  readonly color: ColorMode;
  readonly quiet: boolean;
  readonly jobs?: number;
}

const HELP = `Usage: excise list --dead [-C TREE] [--kind KIND] [--limit N] [options]

Lists what the tree could lose, the largest first: Kconfig symbols that can only
be y or n, functions that nothing calls, pointers to functions in structs that
nothing implements or calls. docs/list-dead.md tells what counts, and how often
it is right. Nothing is written.

Options:
      --dead        what nothing needs: the only list so far
  -C, --tree TREE   the tree; without it, the current folder
      --kind KIND   only config, function or member; repeatable
      --limit N     no more than N
      --size        carry each removal out (not to the tree) and list by that;
                    it takes a second or more for each: use it with --limit
      --json        print one JSON document (rules/list.schema.json)
      --color WHEN  auto, always or never
  -q, --quiet       no count on standard error
  -j, --jobs N      number of worker threads
  -h, --help        show this help

Exit codes: 0 done; 2 trouble.
`;

/**
 * Reads the words behind `excise list`.
 * @returns the help as text where that is asked for.
 * @throws UserError, one line, for bad usage.
 */
export function parseListOptions(args: readonly string[]): ListOptions | string {
  const { values, positionals } = parseSubcommandWords('list', args, {
    dead: { type: 'boolean' },
    tree: { type: 'string', short: 'C' },
    kind: { type: 'string', multiple: true },
    limit: { type: 'string' },
    size: { type: 'boolean' },
    json: { type: 'boolean' },
    color: { type: 'string' },
    quiet: { type: 'boolean', short: 'q' },
    jobs: { type: 'string', short: 'j' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return HELP;
  if (positionals.length > 0 || values.dead !== true)
    throw new UserError('list: expected --dead: list --dead -C TREE (--help tells more)');
  const { limit } = values;
  if (limit !== undefined && !/^[1-9][0-9]{0,6}$/.test(limit))
    throw new UserError('list: --limit needs a number from 1 on');
  return {
    tree: values.tree ?? '.',
    kinds: new Set(values.kind === undefined ? DEAD_KINDS : values.kind.map(readKind)),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    size: values.size ?? false,
    format: values.json ? 'json' : 'text',
    quiet: values.quiet ?? false,
    ...readCommonOptions(values),
  };
}

function readKind(word: string): DeadKind {
  const kind = DEAD_KINDS.find((one) => one === word);
  if (kind !== undefined) return kind;
  throw new UserError(
    `list: --kind needs config, function or member, not '${clip(word)}'${didYouMean(word, DEAD_KINDS)}`,
  );
}
