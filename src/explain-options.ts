import { isAbsolute, normalize, relative } from 'node:path';
import { UserError } from './errors.js';
import type { ColorMode } from './options.js';
import { parseSubcommandWords, readCommonOptions } from './parse-subcommand.js';

/** A file below the tree, or one line of it, from 1. */
export interface AskedPlace {
  readonly path: string;
  readonly line?: number;
}

/** `excise explain` as the command line asks for it. */
export interface ExplainOptions {
  readonly rule: string;
  /** Empty: the whole cascade. */
  readonly places: readonly AskedPlace[];
  readonly tree: string;
  /** Where the cascade is drawn, without the `.svg` or `.dot` at its end. */
  readonly graph?: string;
  readonly color: ColorMode;
  readonly quiet: boolean;
  readonly jobs?: number;
}

const HELP = `Usage: excise explain RULE [PATH[:LINE]…] [-C TREE] [--graph FILE]

Tells why a rule changes, or leaves, what stands in a line: the chain of facts
from the rule on. LINE is that of the tree as it is now, as in a leftover or
behind the minus of a hunk. Without a LINE, all of a file; without a PATH, all
facts with what they lead to. Nothing is written but FILE.

Options:
  -C, --tree TREE   the tree; without it, the current folder
      --graph FILE  draw all facts: FILE.svg, and FILE.dot for Graphviz
      --color WHEN  auto, always or never
  -q, --quiet       don't say what was written
  -j, --jobs N      number of worker threads
  -h, --help        show this help

Exit codes: 0 done; 2 trouble, such as a line that the rule doesn't touch.
`;

/**
 * Reads the words behind `excise explain`.
 * @returns the help as text where that is asked for.
 * @throws UserError, one line, for bad usage.
 */
export function parseExplainOptions(args: readonly string[]): ExplainOptions | string {
  const { values, positionals } = parseSubcommandWords('explain', args, {
    tree: { type: 'string', short: 'C' },
    graph: { type: 'string' },
    color: { type: 'string' },
    quiet: { type: 'boolean', short: 'q' },
    jobs: { type: 'string', short: 'j' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return HELP;
  const [rule, ...places] = positionals;
  if (rule === undefined) throw new UserError('explain: no rule: name a rule file');
  const { tree = '.', graph } = values;
  const base = graph?.replace(/\.(?:svg|dot)$/, '');
  if (base !== undefined && /(?:^|\/)$/.test(base)) throw new UserError('--graph needs the name of a file');
  return {
    rule,
    places: places.map((word) => readPlace(word, tree)),
    tree,
    ...(base === undefined ? {} : { graph: base }),
    quiet: values.quiet ?? false,
    ...readCommonOptions(values),
  };
}

/** `lib/a.c:12`, also with a column behind it, and with the tree's own name before it. */
function readPlace(word: string, tree: string): AskedPlace {
  const [, path = word, digits] = /^(.+?)(?::(\d+)(?::\d+)?)?:?$/s.exec(word) ?? [];
  const root = `${tree.replace(/\/+$/, '')}/`;
  const below = isAbsolute(path)
    ? relative(tree, path)
    : normalize(path.startsWith(root) ? path.slice(root.length) : path);
  const bytes = Buffer.from(below).toString('latin1');
  const line = digits === undefined ? undefined : Number(digits);
  if (line === 0) throw new UserError(`explain: ${word}: lines count from 1`);
  return { path: bytes, ...(line === undefined ? {} : { line }) };
}
