import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from './errors.js';

type Specs = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Specs> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>
>;

/**
 * Reads the words behind `excise NAME`, which takes options only.
 * @throws UserError, one line, for bad usage.
 */
export function parseSubcommand<const T extends Specs>(
  name: string,
  args: readonly string[],
  options: T,
): Parsed<T>['values'] {
  return parse(name, args, options, false).values;
}

/** The same for a command that takes words beside its options. */
export function parseSubcommandWords<const T extends Specs>(
  name: string,
  args: readonly string[],
  options: T,
): Pick<Parsed<T>, 'values' | 'positionals'> {
  return parse(name, args, options, true);
}

function parse<const T extends Specs>(
  name: string,
  args: readonly string[],
  options: T,
  allowPositionals: boolean,
): Pick<Parsed<T>, 'values' | 'positionals'> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: allowPositionals as true });
  } catch (error) {
    const [sentence] = (error as Error).message.split(/[.\n] ?/);
    throw new UserError(`${name}: ${sentence!.charAt(0).toLowerCase()}${sentence!.slice(1)}`, {
      cause: error,
    });
  }
}

/** @throws UserError where --jobs or --color of a subcommand isn't what it may be. */
export function readCommonOptions(values: { readonly jobs?: string; readonly color?: string }): {
  readonly jobs?: number;
  readonly color: 'auto' | 'always' | 'never';
} {
  const { color = 'auto', jobs } = values;
  if (color !== 'auto' && color !== 'always' && color !== 'never') {
    throw new UserError('--color needs auto, always or never');
  }
  if (jobs !== undefined && !/^[1-9][0-9]{0,3}$/.test(jobs)) {
    throw new UserError('--jobs needs a number from 1 on');
  }
  return { color, ...(jobs === undefined ? {} : { jobs: Number(jobs) }) };
}
