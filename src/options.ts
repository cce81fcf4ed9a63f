import { Parser } from 'yargs/helpers';
import { SUBCOMMANDS } from './commands/subcommands.js';
import { clip, UserError } from './errors.js';
import type { Shard } from './rules/split-batch.js';
import { didYouMean } from './rules/rule-errors.js';

export type ColorMode = 'auto' | 'always' | 'never';
const FORMATS = ['patch', 'stat', 'json', 'github', 'unix', 'sarif'] as const;
export type OutputFormat = (typeof FORMATS)[number];
export type SplitBy = 'maintainer' | 'directory';

/** A run as the command line asks for it. */
export interface Options {
  /** Rule files in order; `-` is standard input. */
  readonly rules: readonly string[];
  readonly removeConfig: readonly string[];
  readonly inherit: readonly string[];
  readonly dropSelects: boolean;
  readonly tree: string;
  /** Also true with `commit`. */
  readonly write: boolean;
  /** Files with uncommitted changes are written, too. */
  readonly force: boolean;
  readonly commit: boolean;
  /** Folder for mail-ready patches. */
  readonly series?: string;
  readonly signoff: boolean;
  readonly splitBy?: SplitBy;
  readonly cc: boolean;
  /** File for the page of the run. */
  readonly html?: string;
  readonly format: OutputFormat;
  readonly color: ColorMode;
  /** Say before each file's part of the patch why its hunks are there. */
  readonly explain: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly jobs?: number;
  /** A word index of the tree and the result outlive the run. */
  readonly cache: boolean;
  /** Carry out only this part of the rules, each on the tree as it is. */
  readonly shard?: Shard;
  readonly cascade: boolean;
  /** Whether changes are checked and proved before they are shown. */
  readonly verify: boolean;
  readonly failOnLeftovers: boolean;
  /** Ask about each hunk. */
  readonly interactive: boolean;
  /** File with the answers of an earlier --interactive; it gets those of this one. */
  readonly answers?: string;
}

export type CommandLine =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' };

interface OptionSpec {
  readonly alias?: string;
  /** What stands for the value in the help; absent: the option has none. */
  readonly value?: string;
  readonly about: string;
}

const OPTIONS = {
  tree: { alias: 'C', value: 'TREE', about: 'the tree; without it, the current folder' },
  write: { alias: 'w', about: 'change the tree instead of printing the patch' },
  force: { about: '--write also changes files with uncommitted changes' },
  commit: { about: 'write, and make one git commit per document' },
  series: { value: 'DIR', about: 'write mail-ready patches to DIR, as git format-patch does' },
  signoff: { alias: 's', about: "Signed-off-by: and From: as git's configuration has you" },
  'split-by': { value: 'WHAT', about: 'a patch for each maintainer or directory' },
  cc: { about: 'Cc: lines of the series as MAINTAINERS has them' },
  stat: { about: 'print a diffstat instead of the patch' },
  json: { about: 'print one JSON document instead of the patch' },
  html: { value: 'FILE', about: 'also write a page for the browser: the changes, and why each is there' },
  format: { value: 'FORMAT', about: 'patch, stat, json; github, unix, sarif: notes beside lines' },
  explain: { about: 'say before each file why its hunks are there: the facts, from the rule on' },
  color: { value: 'WHEN', about: 'auto, always or never; NO_COLOR and FORCE_COLOR count, too' },
  quiet: { alias: 'q', about: 'no summary and no progress' },
  verbose: { alias: 'v', about: 'list every leftover' },
  jobs: { alias: 'j', value: 'N', about: 'number of worker threads' },
  cache: { about: "keep the tree's words and the result for the next run" },
  shard: { value: 'I/N', about: 'carry out the Ith of N parts of a batch of rules; with --json' },
  interactive: { alias: 'i', about: 'ask about each hunk, as git add -p does' },
  answers: { value: 'FILE', about: 'replay the answers of FILE; with --interactive keep new ones there' },
  'no-cascade': { about: "don't remove what the removal leaves unused" },
  'no-verify': { about: "don't check and prove changes before they are shown" },
  'fail-on-leftovers': { about: 'exit with 1 where places are left to a person' },
  'remove-config': { value: 'X=y', about: 'a rule without a file; also X=n, X=m, X=64; repeatable' },
  inherit: { value: 'Y', about: 'takes over the select lines of --remove-config; repeatable' },
  'drop-selects': { about: 'the select lines of --remove-config go without an heir' },
  help: { alias: 'h', about: 'show this help' },
  version: { about: 'show the version' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

type OptionName = keyof typeof OPTIONS;

/** What an option with a value needs, for the message where it is missing. */
const NEEDS: Partial<Record<OptionName, string>> = {
  tree: 'a folder',
  color: 'auto, always or never',
  jobs: 'a number',
  shard: 'I/N, such as 1/4',
  series: 'a folder',
  html: 'a file',
  'split-by': 'maintainer or directory',
  'remove-config': 'SYMBOL=VALUE',
  inherit: 'a symbol',
  answers: 'a file',
  format: FORMATS.join(', '),
};

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['excise rule.yaml -C linux > x.patch', 'the patch of a rule; the tree stays as it is'],
  ['excise rule.yaml -C linux | git -C linux apply', 'the same, applied'],
  ['excise -C linux --remove-config SMP=y --stat', 'no rule file: CONFIG_SMP is always y'],
  ['excise one.yaml two.yaml -C linux --write', 'a series, written to the tree'],
  ['excise rule.yaml -C linux -s --cc --series out', 'patches for git send-email and git am'],
];

/**
 * Reads the command line (without node and the script).
 * @throws UserError, one line, for bad usage.
 */
export function parseOptions(args: readonly string[]): CommandLine {
  const specs: readonly (readonly [string, OptionSpec])[] = Object.entries(OPTIONS);
  const named = (isWanted: (spec: OptionSpec) => boolean) =>
    specs.filter(([, spec]) => isWanted(spec)).map(([name]) => name);
  // yargs' own parser: all that it says of an option is in OPTIONS, and this loads a part of it.
  const found: Readonly<Record<string, unknown>> = Parser([...args], {
    boolean: named(({ value }) => value === undefined),
    string: named(({ value }) => value !== undefined),
    alias: Object.fromEntries(
      specs.flatMap(([name, { alias }]) => (alias === undefined ? [] : [[name, alias]])),
    ),
    configuration: {
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
    },
  });
  refuseUnknown(found);
  if (isSet(found, 'help')) return { kind: 'help', text: helpText() };
  if (isSet(found, 'version')) return { kind: 'version' };
  return { kind: 'run', options: makeOptions(found) };
}

function helpText(): string {
  const table = (rows: readonly (readonly [string, string])[]) => {
    const width = Math.max(...rows.map(([left]) => left.length));
    return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
  };
  const specs: readonly (readonly [string, OptionSpec])[] = Object.entries(OPTIONS);
  const options = specs.map(([name, { alias, value, about }]) => {
    const short = alias === undefined ? '    ' : `-${alias}, `;
    return [`${short}--${name}${value === undefined ? '' : ` ${value}`}`, about] as const;
  });
  const subcommands = [...SUBCOMMANDS].map(([name, { usage }]) => `       excise ${name} ${usage}`);
  return `Usage: excise [RULE…] [-C TREE] [options]
${subcommands.join('\n')}

Removes what a rule says is gone from a C tree configured by Kconfig, and what
that makes dead. Prints a patch; the tree is changed with --write only. Several
rules make a series. A RULE of - is standard input.

Options:
${table(options)}

Examples:
${table(EXAMPLES)}

Exit codes: 0 done; 1 a check failed, or leftovers with --fail-on-leftovers;
2 trouble, such as a wrong rule: nothing is changed then.
\`excise SUBCOMMAND --help\` tells more of each subcommand.
`;
}

function makeOptions(found: Readonly<Record<string, unknown>>): Options {
  const rules = [...listOf(found._), ...listOf(found['--'])];
  const removeConfig = valuesOf(found, 'remove-config');
  const options: Options = {
    rules,
    removeConfig,
    inherit: valuesOf(found, 'inherit'),
    dropSelects: isSet(found, 'drop-selects'),
    tree: valueOf(found, 'tree') ?? '.',
    write: isSet(found, 'write') || isSet(found, 'commit'),
    force: isSet(found, 'force'),
    commit: isSet(found, 'commit'),
    ...readSeries(valueOf(found, 'series')),
    signoff: isSet(found, 'signoff'),
    ...readSplit(valueOf(found, 'split-by')),
    cc: isSet(found, 'cc'),
    ...readPage(valueOf(found, 'html')),
    format: readFormat(found),
    color: readColor(valueOf(found, 'color')),
    explain: isSet(found, 'explain'),
    quiet: isSet(found, 'quiet'),
    verbose: isSet(found, 'verbose'),
    ...readJobs(valueOf(found, 'jobs')),
    cache: isSet(found, 'cache'),
    ...readShard(valueOf(found, 'shard')),
    cascade: !isSet(found, 'no-cascade'),
    verify: !isSet(found, 'no-verify'),
    failOnLeftovers: isSet(found, 'fail-on-leftovers'),
    interactive: isSet(found, 'interactive'),
    ...readAnswers(valueOf(found, 'answers')),
  };
  if (options.explain && (options.format !== 'patch' || options.write || options.series !== undefined))
    throw new UserError('--explain belongs to the patch on standard output (--json always explains)');
  if (options.quiet && options.verbose) throw new UserError('--quiet and --verbose exclude each other');
  refuseIdle(options);
  if (
    rules.length === 0 &&
    removeConfig.length === 0 &&
    options.inherit.length === 0 &&
    !options.dropSelects
  ) {
    throw new UserError('no rule: name a rule file, or use --remove-config X=y (--help tells more)');
  }
  return options;
}

/** Options that do nothing without another one are more likely a mistake. */
function refuseIdle(options: Options): void {
  if (options.force && options.commit) {
    throw new UserError("--force doesn't go with --commit: it would commit changes that aren't the rule's");
  }
  if (options.force && !options.write) throw new UserError('--force belongs to --write');
  if (options.shard && (options.interactive || options.answers !== undefined))
    throw new UserError("--shard doesn't go with --interactive and --answers");
  if (options.shard && (options.format !== 'json' || options.write || options.series !== undefined))
    throw new UserError('--shard belongs to --json, without --write and --series (see excise merge)');
  if (options.cc && options.series === undefined) throw new UserError('--cc belongs to --series DIR');
  if (options.commit || options.series !== undefined) return;
  if (options.signoff) throw new UserError('--signoff belongs to --series DIR or --commit');
  if (options.splitBy !== undefined) throw new UserError('--split-by belongs to --series DIR or --commit');
}

function refuseUnknown(found: Readonly<Record<string, unknown>>): void {
  const names = Object.entries(OPTIONS).flatMap(([name, option]) =>
    'alias' in option ? [name, option.alias] : [name],
  );
  const unknown = Object.keys(found).find((key) => !['_', '--', '$0', ...names].includes(key));
  if (unknown === undefined) return;
  const dashes = unknown.length === 1 ? '-' : '--';
  const known = names.filter((name) => name.length > 1).map((name) => `--${name}`);
  const hint = unknown.length === 1 ? '' : didYouMean(`--${unknown}`, known);
  throw new UserError(`unknown option '${dashes}${clip(unknown)}'${hint || ' (--help lists the options)'}`);
}

function isSet(found: Readonly<Record<string, unknown>>, name: OptionName): boolean {
  const value = found[name];
  return Array.isArray(value) ? value.at(-1) === true : value === true;
}

function valuesOf(found: Readonly<Record<string, unknown>>, name: OptionName): string[] {
  const values = listOf(found[name]);
  if (values.includes('')) throw new UserError(`--${name} needs ${NEEDS[name] ?? 'a value'}`);
  return values;
}

function valueOf(found: Readonly<Record<string, unknown>>, name: OptionName): string | undefined {
  const values = valuesOf(found, name);
  if (values.length > 1) throw new UserError(`--${name} is given twice`);
  return values[0];
}

function listOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function readColor(text: string | undefined): ColorMode {
  if (text === undefined) return 'auto';
  if (text === 'auto' || text === 'always' || text === 'never') return text;
  throw new UserError(`--color needs auto, always or never, not '${clip(text)}'`);
}

/** --format, or --json and --stat, which are short for it. */
function readFormat(found: Readonly<Record<string, unknown>>): OutputFormat {
  const named = valueOf(found, 'format');
  const short = (['json', 'stat'] as const).filter((name) => isSet(found, name));
  if (short.length > 1) throw new UserError('--json and --stat exclude each other');
  if (named === undefined) return short[0] ?? 'patch';
  if (short.length > 0) throw new UserError(`--format and --${short[0]!} exclude each other`);
  const format = FORMATS.find((own) => own === named);
  if (format === undefined) throw new UserError(`--format needs ${FORMATS.join(', ')}, not '${clip(named)}'`);
  return format;
}

function readSeries(folder: string | undefined): { series?: string } {
  return folder === undefined ? {} : { series: folder };
}

function readPage(file: string | undefined): { html?: string } {
  return file === undefined ? {} : { html: file };
}

function readAnswers(file: string | undefined): { answers?: string } {
  return file === undefined ? {} : { answers: file };
}

function readSplit(text: string | undefined): { splitBy?: SplitBy } {
  if (text === undefined) return {};
  if (text === 'maintainer' || text === 'directory') return { splitBy: text };
  throw new UserError(`--split-by needs maintainer or directory, not '${clip(text)}'`);
}

function readJobs(text: string | undefined): { jobs?: number } {
  if (text === undefined) return {};
  if (!/^[0-9]{1,4}$/.test(text) || Number(text) === 0) {
    throw new UserError(`--jobs needs a number from 1 on, not '${clip(text)}'`);
  }
  return { jobs: Number(text) };
}

function readShard(text: string | undefined): { shard?: Shard } {
  if (text === undefined) return {};
  const [, index, of] = /^([0-9]{1,6})\/([0-9]{1,6})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || of === undefined || index < 1 || index > of)
    throw new UserError(`--shard needs I/N with I from 1 to N, not '${clip(text)}'`);
  return { shard: { index, of } };
}
