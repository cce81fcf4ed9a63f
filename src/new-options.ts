import type { CodeSubject } from './draft/draft-code.js';
import { clip, UserError } from './errors.js';
import { parseSubcommandWords, readCommonOptions } from './parse-subcommand.js';
import { didYouMean } from './rules/rule-errors.js';

export type NewSubject = CodeSubject | { readonly kind: 'config'; readonly name: string };

/** `excise new` as the command line asks for it. */
export interface NewOptions {
  readonly subject: NewSubject;
  readonly tree: string;
  readonly jobs?: number;
}

const HELP = `Usage: excise new config X | function F | macro M [-C TREE]
       excise new member S.M | parameter F:P [-C TREE]

Prints a rule file that removes something, with what the tree says of it in
comments: where it is defined and used, the value that it can only have, or what
each value would cost, who could inherit its selects, and what else would go.
Nothing is written. S may be a struct, a union or a typedef, F also S.M.

Options:
  -C, --tree TREE  the tree; without it, the current folder
  -j, --jobs N     number of worker threads
  -h, --help       show this help

Exit codes: 0 done; 2 trouble, such as a name that the tree doesn't have.
`;

const KINDS = ['config', 'function', 'macro', 'member', 'parameter'] as const;

/**
 * Reads the words behind `excise new`.
 * @returns the help as text where that is asked for.
 * @throws UserError, one line, for bad usage.
 */
export function parseNewOptions(args: readonly string[]): NewOptions | string {
  const { values, positionals } = parseSubcommandWords('new', args, {
    tree: { type: 'string', short: 'C' },
    jobs: { type: 'string', short: 'j' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return HELP;
  const [kind, ...words] = positionals;
  if (kind === undefined || words.length === 0)
    throw new UserError('new: expected what to remove, such as: new config FOO (--help tells more)');
  const { jobs } = readCommonOptions(values);
  return {
    subject: readSubject(kind, words.join(' ')),
    tree: values.tree ?? '.',
    ...(jobs === undefined ? {} : { jobs }),
  };
}

function readSubject(kind: string, text: string): NewSubject {
  switch (kind) {
    case 'config': {
      const name = text.replace(/^CONFIG_/, '');
      if (!/^[A-Za-z0-9_]+$/.test(name))
        throw new UserError(`new: '${clip(text)}' is no name of a Kconfig symbol`);
      return { kind, name };
    }
    case 'function':
    case 'macro': {
      const name = text.replace(/\(\)$/, '');
      if (!/^[A-Za-z_]\w*$/.test(name)) throw new UserError(`new: '${clip(text)}' is no name of C`);
      return { kind, name };
    }
    case 'member': {
      const match = /^((?:(?:struct|union) +)?[A-Za-z_]\w*)\.([A-Za-z_]\w*)$/.exec(text);
      if (!match) throw new UserError(`new: expected STRUCT.MEMBER, found '${clip(text)}'`);
      return { kind, of: match[1]!, name: match[2]! };
    }
    case 'parameter': {
      const match = /^((?:(?:struct|union) +)?[A-Za-z_][\w.]*):([A-Za-z_]\w*)$/.exec(text);
      if (!match) throw new UserError(`new: expected FUNCTION:PARAMETER, found '${clip(text)}'`);
      return { kind, of: match[1]!, name: match[2]! };
    }
    default:
      throw new UserError(
        `new: expected ${KINDS.join(', ')}, found '${clip(kind)}'${didYouMean(kind, KINDS)}`,
      );
  }
}
