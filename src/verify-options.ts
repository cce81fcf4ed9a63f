import { UserError } from './errors.js';
import type { ColorMode } from './options.js';
import { checkBuildCommand } from './verify/build/build-command.js';
import { parseSubcommandWords, readCommonOptions } from './parse-subcommand.js';

/** `excise verify` as the command line asks for it. */
export interface VerifyOptions {
  /** Rules and patches, told apart by what is in them; `-` is standard input. */
  readonly files: readonly string[];
  /** What --patch names. */
  readonly patches: readonly string[];
  readonly tree: string;
  readonly json: boolean;
  readonly color: ColorMode;
  readonly quiet: boolean;
  readonly cascade: boolean;
  /** Compiles an object: see verify/build/build-command.ts. */
  readonly build?: string;
  /** Sources to build beside those that are touched. */
  readonly buildAlso: readonly string[];
  readonly jobs?: number;
}

const HELP = `Usage: excise verify [RULE…] [PATCH…] [-C TREE] [options]

Proves a change as a run proves its own, and says of each file which laws hold:
  excise verify RULE PATCH   a person's patch, by what the rule says is gone;
                             files that only one of them changes are named, too
  excise verify PATCH        a patch that must not change what anything means
  excise verify RULE         what the rule itself gives

A PATCH is a diff of git or diff -u, or a series as git format-patch makes it.
It must fit the tree; nothing is written. A file of - is standard input.
docs/trust.md explains the laws.

Options:
  -C, --tree TREE    the tree; without it, the current folder
      --patch PATCH  the same as naming the file; repeatable
      --build CMD    compile each touched source before and after with CMD, and
                     compare the code; {} in it stands for the object (a.o),
                     {source} for a.c, {out} for a place to put the object
      --build-also SOURCE  a source that is not touched, as one that includes
                     a touched header; repeatable
      --no-cascade   the rule removes nothing beyond what it says
      --json         print one JSON document (rules/verify.schema.json)
      --color WHEN   auto, always or never
  -q, --quiet        no summary on standard error
  -j, --jobs N       number of worker threads
  -h, --help         show this help

Exit codes: 0 proved; 1 something is wrong or not proved; 2 trouble.
`;

/**
 * Reads the words behind `excise verify`.
 * @returns the help as text where that is asked for.
 * @throws UserError, one line, for bad usage.
 */
export function parseVerifyOptions(args: readonly string[]): VerifyOptions | string {
  const { values, positionals: files } = parseSubcommandWords('verify', args, {
    tree: { type: 'string', short: 'C' },
    patch: { type: 'string', multiple: true },
    build: { type: 'string' },
    'build-also': { type: 'string', multiple: true },
    'no-cascade': { type: 'boolean' },
    json: { type: 'boolean' },
    color: { type: 'string' },
    quiet: { type: 'boolean', short: 'q' },
    jobs: { type: 'string', short: 'j' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return HELP;
  const { patch: patches = [], build, 'build-also': buildAlso = [] } = values;
  if (build !== undefined) checkBuildCommand(build);
  else if (buildAlso.length > 0) throw new UserError('--build-also belongs to --build CMD');
  if (files.length + patches.length === 0) {
    throw new UserError('verify: name a rule or a patch (--help tells more)');
  }
  return {
    files,
    patches,
    tree: values.tree ?? '.',
    json: values.json ?? false,
    ...(build === undefined ? {} : { build }),
    buildAlso,
    quiet: values.quiet ?? false,
    cascade: !values['no-cascade'],
    ...readCommonOptions(values),
  };
}
